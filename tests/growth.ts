/** Microseconds of the processor: what else runs on the machine does not count. */
function costOf(run: () => void): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return user + system
}

/**
 * How many times as much four times the size costs, the least of several runs: about 4 where the cost is linear, 16
 * where it is quadratic. `small` has to cost some milliseconds.
 */
export function growthOf(run: (size: number) => void, small: number): number {
  const least = (size: number) => Math.min(...Array.from({ length: 3 }, () => costOf(() => run(size))))
  run(small)
  return least(4 * small) / least(small)
}
