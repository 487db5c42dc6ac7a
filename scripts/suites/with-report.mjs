/** Runs a test program that writes its results as JSON to a file, and reads them. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * `start(file)` runs the program and tells it to write to `file`; `count(report)` reads how many tests passed and
 * failed. A program that dies without a report, or fails without a failed test, counts as one failed test.
 */
export async function withReport(start, count) {
  const folder = await mkdtemp(path.join(tmpdir(), 'vedette-report-'));
  try {
    const file = path.join(folder, 'report.json');
    const { code, output } = await start(file);
    const counts = await readFile(file, 'utf8')
      .then((text) => count(JSON.parse(text)))
      .catch(() => ({ passed: 0, failed: 1 }));
    return { ...counts, failed: Math.max(counts.failed, code === 0 ? 0 : 1), output };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
