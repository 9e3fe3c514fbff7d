/** The middle of the sorted numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 0 ? (low + high) / 2 : high;
}

/** Runs `measure` once to warm up and then `runs` times. */
export async function repeat<Result>(runs: number, measure: () => Promise<Result>): Promise<Result[]> {
  await measure();
  const results: Result[] = [];
  for (let run = 0; run < runs; run++) results.push(await measure());
  return results;
}
