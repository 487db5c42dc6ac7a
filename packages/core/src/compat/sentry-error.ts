/** An error of an SDK's own making, and how loudly to say it. */
export class SentryError extends Error {
  readonly logLevel: string;

  constructor(message: string, logLevel = 'warn') {
    super(message);
    this.name = new.target.name;
    this.logLevel = logLevel;
  }
}
