/** 10:41 of the day all fixtures play on, wherever they are looked at. */
export const NOW = new Date(2026, 10, 21, 10, 41, 20).getTime();
