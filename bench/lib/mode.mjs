/**
 * Whether this is a first look: `--quick` in the command line. Families take smaller sizes then, and each has some seconds,
 * so that all of them together end within about two minutes.
 */
export const isQuick = process.argv.includes('--quick');
