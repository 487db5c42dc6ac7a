/** Calls back once the SDK is there, which it is: before that the loader has a function of this name. */
export function onLoad(callback: () => void): void {
  callback();
}

/** Lets a lazy loader load the SDK. Here there is nothing left to do. */
export function forceLoad(): void {}
