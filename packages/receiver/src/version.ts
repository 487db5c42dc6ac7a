/** Version of this package; a test holds it against `package.json`. */
export const RECEIVER_VERSION = '0.0.0';
