/** The two centroids nearest to a point: the nearest one's place, and both squared Euclidean distances. */
export type Nearest = { readonly at: number; readonly squared: number; readonly nextSquared: number };

/** Of equally near centroids the first. With a single centroid the next one is infinitely far. */
export const nearestCentroids = (centroids: readonly (readonly number[])[], point: ArrayLike<number>): Nearest => {
  let at = 0;
  let squared = Number.POSITIVE_INFINITY;
  let nextSquared = Number.POSITIVE_INFINITY;
  for (let c = 0; c < centroids.length; c++) {
    const distance = squaredDistance(centroids[c] ?? [], point);
    if (distance < squared) {
      nextSquared = squared;
      squared = distance;
      at = c;
    } else nextSquared = Math.min(nextSquared, distance);
  }
  return { at, squared, nextSquared };
};

/** Squared Euclidean distance of two points of the same dimension. */
export const squaredDistance = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += ((a[j] ?? 0) - (b[j] ?? 0)) ** 2;
  return sum;
};
