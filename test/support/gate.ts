/** Lets whoever comes to a port stand there until `go`. */
export const gate = <Args extends unknown[], Result>(port: (...args: Args) => Promise<Result>) => {
  let [arrive, go] = [() => {}, () => {}];
  const [arrived, opened] = [
    new Promise<void>((resolve) => {
      arrive = resolve;
    }),
    new Promise<void>((resolve) => {
      go = resolve;
    }),
  ];
  const through = async (...args: Args): Promise<Result> => {
    arrive();
    await opened;
    return port(...args);
  };
  return { through, arrived, go };
};
