/** How big the trials are: 1 as a matter of course, more by FAULT_ROUNDS (docs/benchmarks.md). */
export const rounds = Math.max(1, Number(process.env.FAULT_ROUNDS ?? 1));
