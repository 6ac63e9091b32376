export type Tone = 'message' | 'offer' | 'limit';

/** Notes in Hz, one after the other. */
const notes: Record<Tone, number[]> = { message: [660, 880], offer: [587, 740, 880], limit: [440, 330] };

/** Seconds of a note, and how loud it is at most. */
const length = 0.14;
const volume = 0.09;

let context: AudioContext | null = null;

/** Plays a short tone. Silent until the person has done something on the page: browsers let no sound out before. */
export function playTone(tone: Tone): void {
  if (navigator.userActivation?.hasBeenActive === false) return;
  context ??= new AudioContext();
  void context.resume().catch(() => undefined);
  let at = context.currentTime + 0.02;
  for (const note of notes[tone]) {
    const [oscillator, gain] = [context.createOscillator(), context.createGain()];
    oscillator.frequency.value = note;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(volume, at + 0.02);
    gain.gain.linearRampToValueAtTime(0, at + length);
    oscillator.connect(gain).connect(context.destination);
    oscillator.start(at);
    oscillator.stop(at + length);
    at += length;
  }
}
