export = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 60_000));
