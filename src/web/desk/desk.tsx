/** To come. */
export function Desk() {
  return <main className="pane" />;
}
