import { BaseSequencer, type TestSpecification } from "vitest/node";

/** A mutant is settled by the first test that notices it: files that took the least time last time go first. */
export class QuickestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const lastMs = (file: TestSpecification): number => this.ctx.cache.getTestSpecificationResult(file)?.duration ?? 0;
    return [...files].sort((a, b) => lastMs(a) - lastMs(b) || (a.moduleId < b.moduleId ? -1 : 1));
  }
}
