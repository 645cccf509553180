/** Waits for something once, with a limit. */

/** Waits for something without which the row cannot be measured. @throws Error that names what did not come */
export async function expected<T>(what: string, coming: Promise<T>, limitMs = 60_000): Promise<T> {
  const { promise, stop } = failAfter(limitMs, `Waited ${limitMs / 1000} s for ${what}.`);
  try {
    return await Promise.race([coming, promise]);
  } finally {
    stop();
  }
}

function failAfter(ms: number, why: string): { promise: Promise<never>; stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(why)), ms);
  });
  return { promise, stop: () => clearTimeout(timer) };
}
