/** The final table: each row's bound, the app's figure, the other's, their ratio, and whether the bound holds. */
import type { Bound, Row } from './row.js';
import type { Summary } from './statistics.js';

const HEAD = ['', 'bound', 'app: median / p95', 'against: median / p95', 'ratio', 'within'];

export function table(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cells({ what, unit, bound, against, app, other, ratio, within }: Row): string[] {
  return [
    what,
    bound === null ? '–' : boundText(bound, unit, against ?? ''),
    `${figures(app)} ${unit} (${app.runs})`,
    other === null ? '–' : `${against ?? ''}: ${figures(other)} ${unit} (${other.runs})`,
    ratio === null ? '–' : ratio.toFixed(2),
    within === null ? '–' : within ? 'yes' : 'NO',
  ];
}

const figures = ({ median, p95 }: Summary): string => `${round(median)} / ${round(p95)}`;

/** Three significant digits, and at most two after the point. */
const round = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);

export function boundText({ of, ratio, most, above }: Bound, unit: string, against: string): string {
  const parts = [
    ...(ratio === undefined ? [] : [`${ratio.toFixed(2)} × ${against}`]),
    ...(most === undefined ? [] : [`${most} ${unit}`]),
    ...(above === undefined ? [] : [`${against} + ${above} ${unit}`]),
  ];
  return `${of === 'p95' ? 'p95 ' : ''}≤ ${parts.join(' and ≤ ')}`;
}
