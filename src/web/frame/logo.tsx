/** The mark of Vizitka: a business card with a V on it. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 34 34" aria-hidden="true">
      <rect x="3.5" y="7.5" width="27" height="19" rx="1.5" fill="currentColor" />
      <path
        d="M10.5 12.5 15 21.5l4.5-9M23 21.5h3.5"
        fill="none"
        stroke="var(--vz-canvas)"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
