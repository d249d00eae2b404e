import { nearestCentroids } from "./nearest-centroids.ts";

/**
 * Mean simplified silhouette of points, each with its nearest centroid: 1 - (distance to it) / (distance to the next one),
 * between 0 (on the border of two clusters) and 1 (on its centroid). A point at no distance from both counts 0.
 * Unlike the silhouette of Rousseeuw (1987) it needs points times centroids distances, not points squared.
 *
 * Source: Hruschka, de Castro and Campello (2004), Evolutionary algorithms for clustering gene-expression data, ICDM;
 * Vendramin, Campello and Hruschka (2010), Relative clustering validity criteria, finds it to choose k as well as the full one.
 * Throws a RangeError for fewer than two centroids, or no points.
 */
export const simplifiedSilhouette = (
  points: readonly (readonly number[])[],
  centroids: readonly (readonly number[])[],
): number => {
  if (centroids.length < 2 || points.length === 0) {
    throw new RangeError(`a silhouette needs points and two centroids, not ${points.length} and ${centroids.length}`);
  }
  let sum = 0;
  for (const point of points) {
    const { squared, nextSquared } = nearestCentroids(centroids, point);
    sum += nextSquared > 0 ? 1 - Math.sqrt(squared / nextSquared) : 0;
  }
  return sum / points.length;
};
