/**
 * Builds a value at its first use and keeps it: a handler's dependencies, made in the first invocation and not at load,
 * so that a missing variable fails the invocation with a clear error and not the cold start without one.
 */
export const once = <T>(build: () => T): (() => T) => {
  let built: { value: T } | undefined;
  return () => {
    built ??= { value: build() };
    return built.value;
  };
};
