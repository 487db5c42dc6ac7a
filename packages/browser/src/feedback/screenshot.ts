import type { Attachment } from '@vedette/core';
import { element } from './element.ts';

/** Above this many bytes a picture is compressed with loss. */
const MAX_PNG_BYTES = 3_000_000;

export interface Screenshot {
  attachment: Attachment;
  /** A canvas or a name, which no Content-Security-Policy forbids. */
  preview: HTMLElement;
}

/**
 * Takes a picture of what the user chooses, with the dialog out of sight, and where the browser cannot do that, or the user
 * does not allow it, a file. `undefined` when neither came of it.
 */
export async function takeScreenshot(dialog: HTMLElement, place: HTMLElement): Promise<Screenshot | undefined> {
  const shot = await capture(dialog).catch(() => undefined);
  return shot ?? chooseFile(place);
}

async function capture(dialog: HTMLElement): Promise<Screenshot> {
  const stream = await navigator.mediaDevices.getDisplayMedia({
    video: { displaySurface: 'browser' },
    // Offers the page itself first, where that is known.
    ...{ preferCurrentTab: true, selfBrowserSurface: 'include' },
  });
  dialog.style.visibility = 'hidden';
  try {
    const video = element('video', { muted: true, srcObject: stream });
    await video.play();
    // What is shown now was drawn before the dialog went; the next frames come without it.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const canvas = element('canvas', { width: video.videoWidth, height: video.videoHeight });
    canvas.getContext('2d')?.drawImage(video, 0, 0);
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', NAME);
    return { attachment: await attachmentOf(canvas), preview: canvas };
  } finally {
    dialog.style.visibility = '';
    for (const track of stream.getTracks()) {
      track.stop();
    }
  }
}

async function attachmentOf(canvas: HTMLCanvasElement): Promise<Attachment> {
  const png = await blobOf(canvas, 'image/png');
  const blob = png.size > MAX_PNG_BYTES ? await blobOf(canvas, 'image/jpeg') : png;
  return {
    data: new Uint8Array(await blob.arrayBuffer()),
    filename: blob === png ? `${NAME}.png` : `${NAME}.jpg`,
    contentType: blob.type,
  };
}

function blobOf(canvas: HTMLCanvasElement, type: string): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), type, 0.8);
  });
}

/** Shows a field for a file, and waits for a choice. */
function chooseFile(place: HTMLElement): Promise<Screenshot | undefined> {
  const input = element('input', { type: 'file', accept: 'image/*' });
  input.setAttribute('aria-label', NAME);
  place.prepend(input);
  input.focus();
  return new Promise((resolve) => {
    input.oncancel = () => resolve(undefined);
    input.onchange = async () => {
      const [file] = input.files ?? [];
      resolve(
        file && {
          attachment: {
            data: new Uint8Array(await file.arrayBuffer()),
            filename: file.name,
            contentType: file.type,
          },
          preview: element('p', {}, file.name),
        },
      );
    };
    // Opens the choice at once where the press of the button still counts.
    input.click();
  });
}

const NAME = 'screenshot';
