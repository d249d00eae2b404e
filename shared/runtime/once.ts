/**
 * Builds a value at its first use and keeps it: a handler's dependencies, made in the first invocation and not at load,
 * so that a missing variable fails the invocation with a clear error and not the cold start without one.
 * A promise that was rejected is not kept: the next use tries again.
 */
export const once = <T>(build: () => T): (() => T) => {
  let built: { value: T } | undefined;
  return () => {
    if (built) return built.value;
    const fresh = { value: build() };
    built = fresh;
    if (fresh.value instanceof Promise) {
      fresh.value.catch(() => {
        if (built === fresh) built = undefined;
      });
    }
    return fresh.value;
  };
};
