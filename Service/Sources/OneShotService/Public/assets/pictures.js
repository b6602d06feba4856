// Pictures instead of drawings: from a file, the clipboard, another window, or the camera.

import { byId, el } from './dom.js';

const most = 640;
const asTheyAre = ['image/png', 'image/jpeg', 'image/webp'];

/** A picture ready to be sent and shown: as it is if it is small and of a known kind, else smaller. */
async function ready(blob) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(blob);
  } catch {
    throw new Error('That is no picture that this browser can read.');
  }
  const scale = Math.min(1, most / Math.max(bitmap.width, bitmap.height));
  if (scale === 1 && asTheyAre.includes(blob.type) && blob.size < 1e6) return { blob, bitmap };
  const canvas = new OffscreenCanvas(
    Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale)));
  canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return { blob: await canvas.convertToBlob({ type: 'image/png' }), bitmap };
}

const firstPicture = (transfer) => [...(transfer?.files ?? [])].find(
  (file) => file.type.startsWith('image/'));

/** Takes pictures from wherever they come. `took(picture)` gets them, `failed(text)` what went wrong. */
export function takePictures({ took, failed }) {
  const take = async (blob) => {
    try {
      took(await ready(blob));
    } catch (error) {
      failed(error.message);
    }
  };
  const [file, drop] = [byId('picture'), byId('drop')];
  file.addEventListener('change', () => {
    if (file.files[0]) take(file.files[0]);
    file.value = '';
  });
  document.addEventListener('paste', (event) => {
    const picture = firstPicture(event.clipboardData);
    if (!picture) return;
    event.preventDefault();
    take(picture);
  });
  takeDrops(drop, take, failed);
  byId('camera').addEventListener('click', () => openCamera(take, failed));
}

function takeDrops(drop, take, failed) {
  for (const name of ['dragenter', 'dragover']) {
    document.addEventListener(name, (event) => {
      if (![...event.dataTransfer.types].includes('Files')) return;
      event.preventDefault();
      drop.classList.add('is-target');
    });
  }
  document.addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) drop.classList.remove('is-target');
  });
  document.addEventListener('drop', (event) => {
    drop.classList.remove('is-target');
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    const picture = firstPicture(event.dataTransfer);
    if (picture) take(picture);
    else failed('That is no picture.');
  });
}

async function openCamera(take, failed) {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia(
      { video: { facingMode: 'environment', width: { ideal: 1280 } } });
  } catch (error) {
    // Without a camera of its own the page may still ask the device for a picture.
    if (!navigator.mediaDevices) return askTheDevice(take);
    failed(error.name === 'NotAllowedError' ? 'The camera may not be used; allow it in the browser.'
      : 'No camera was found.');
    return;
  }
  const video = el('video', { autoplay: true, playsinline: true, muted: true,
    'aria-label': 'What the camera sees' });
  video.srcObject = stream;
  const cancel = el('button', { type: 'button', class: 'button' }, 'Cancel');
  const shoot = el('button', { type: 'button', class: 'button primary' }, 'Take the picture');
  const dialog = el('dialog', { class: 'camera', 'aria-labelledby': 'camera-title' },
    el('h2', { id: 'camera-title' }, 'A sign on paper, please'),
    el('div', { class: 'finder' }, video),
    el('p', {}, 'Dark ink on light paper, filling the square.'),
    el('div', { class: 'row end' }, cancel, shoot));
  cancel.addEventListener('click', () => dialog.close());
  shoot.addEventListener('click', async () => {
    const blob = await square(video);
    dialog.close();
    take(blob);
  });
  dialog.addEventListener('close', () => {
    for (const track of stream.getTracks()) track.stop();
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
}

/** The middle of what the camera sees. */
async function square(video) {
  const { videoWidth: width, videoHeight: height } = video;
  const edge = Math.max(1, Math.min(width, height));
  const canvas = new OffscreenCanvas(Math.min(edge, most), Math.min(edge, most));
  canvas.getContext('2d').drawImage(video, (width - edge) / 2, (height - edge) / 2, edge, edge,
    0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: 'image/png' });
}

function askTheDevice(take) {
  const input = el('input', { type: 'file', accept: 'image/*', capture: 'environment' });
  input.addEventListener('change', () => input.files[0] && take(input.files[0]));
  input.click();
}
