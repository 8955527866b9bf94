/** Restricted Damerau-Levenshtein distance: insertions, deletions, substitutions, swapped neighbours. */
function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substituted = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      row[j] = Math.min(previous[j]! + 1, row[j - 1]! + 1, substituted);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j]!, beforePrevious[j - 2]! + 1);
    }
    beforePrevious = previous;
    previous = row;
  }
  return previous[b.length]!;
}

const maximumSuggestions = 3;

/** A name without what people type differently: case, and the signs between words. */
export const normalized = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The few of `candidates` that `word` may have been meant to be, the likeliest first. */
export function nearest(word: string, candidates: readonly string[]): string[] {
  const wanted = normalized(word);
  const likely = candidates
    .map((candidate) => ({ candidate, name: normalized(candidate) }))
    .map(({ candidate, name }) => ({ candidate, name, distance: editDistance(wanted, name) }))
    .filter(({ name, distance }) => {
      const isPart = wanted.length >= 3 && (name.includes(wanted) || wanted.includes(name));
      const isBeginning = wanted.length >= 4 && editDistance(wanted, name.slice(0, wanted.length + 1)) <= 1;
      return isPart || isBeginning || distance <= Math.max(1, Math.floor(name.length / 3));
    })
    .sort((a, b) => a.distance - b.distance || a.candidate.localeCompare(b.candidate));
  return likely
    .filter(({ distance }) => distance <= likely[0]!.distance + 1)
    .slice(0, maximumSuggestions)
    .map(({ candidate }) => candidate);
}

/** `did you mean a or b?`, or `otherwise` where nothing comes near. */
export function didYouMean(word: string, candidates: readonly string[], otherwise: string): string {
  const names = nearest(word, candidates);
  return names.length > 0 ? `did you mean ${names.join(' or ')}?` : otherwise;
}
