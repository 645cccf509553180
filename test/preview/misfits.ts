/**
 * Runs in the page: what of its texts does not fit, in words. Texts of others (labels, names, messages) may be cut,
 * because nobody can say how long they are; ours may not.
 */
export function misfits(): string[] {
  const CONTROL = 'button, [role="button"], a, [role="tab"], th, summary, legend';
  const FOREIGN = 'bdi, [dir="auto"], q, textarea, svg, option, [data-foreign]';
  const SLACK = 1.5;
  const found = new Set<string>();

  const layer = [...document.querySelectorAll('dialog[open], [role="dialog"], [role="menu"]')].at(-1) ?? document.body;
  const shown = (element: Element): boolean =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !element.closest('.sr-only');
  const words = (text: string): string => JSON.stringify(text.trim().replace(/\s+/g, ' ').slice(0, 60));

  /** The nearest ancestor that clips, with the side it clips at. */
  const clips = (element: Element, axis: 'overflowX' | 'overflowY'): Element | null => {
    for (let each: Element | null = element; each !== null; each = each.parentElement)
      if (/hidden|clip/.test(getComputedStyle(each)[axis])) return each;
      else if (/auto|scroll/.test(getComputedStyle(each)[axis])) return null;
    return null;
  };

  interface Line {
    readonly text: string;
    readonly element: Element;
    readonly boxes: readonly DOMRect[];
  }
  const lines: Line[] = [];
  const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const element = node.parentElement;
    const text = node.textContent ?? '';
    if (element === null || text.trim() === '' || /^(SCRIPT|STYLE|OPTION|TITLE)$/i.test(element.tagName)) continue;
    if (!shown(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter(({ width, height }) => width > 0 && height > 0);
    if (boxes.length > 0) lines.push({ text, element, boxes });
  }

  for (const { text, element, boxes } of lines) {
    if (element.closest(FOREIGN)) continue;
    const left = Math.min(...boxes.map((box) => box.left));
    const right = Math.max(...boxes.map((box) => box.right));
    const top = Math.min(...boxes.map((box) => box.top));
    const bottom = Math.max(...boxes.map((box) => box.bottom));
    const cutAt = clips(element, 'overflowX');
    const holder = cutAt?.getBoundingClientRect();
    if (cutAt?.querySelector('bdi, [dir="auto"]') == null && holder !== undefined)
      if (left < holder.left - SLACK || right > holder.right + SLACK) found.add(`${words(text)} is cut`);
    const below = clips(element, 'overflowY')?.getBoundingClientRect();
    if (below !== undefined && below.height > 0 && (top < below.top - 3 || bottom > below.bottom + 3))
      if (below.height < innerHeight - 200) found.add(`${words(text)} is cut below`);
    const control = element.closest(CONTROL)?.getBoundingClientRect();
    if (control !== undefined && (left < control.left - SLACK || right > control.right + SLACK))
      found.add(`${words(text)} leaves its control`);
    if (cutAt === null && (left < -SLACK || right > innerWidth + SLACK)) found.add(`${words(text)} leaves the window`);
    const button = element.closest('button, [role="button"], [role="tab"]');
    if (
      button !== null &&
      !button.querySelector('bdi, [dir="auto"], br') &&
      bottom - top > (boxes[0]?.height ?? 0) * 1.6
    )
      found.add(`${words(text)} wraps`);
  }

  for (const select of layer.querySelectorAll('select')) {
    const chosen = select.selectedOptions[0];
    if (!shown(select) || chosen === undefined || chosen.dir === 'auto') continue;
    const style = getComputedStyle(select);
    const canvas = document.createElement('canvas').getContext('2d');
    if (canvas === null) continue;
    canvas.font = style.font;
    const room = select.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    // Presences and people are named by others.
    const ours = select.dataset['foreign'] === undefined && !select.querySelector('option[value*="-"]');
    if (ours && canvas.measureText(chosen.text).width > room + SLACK)
      found.add(`the choice ${words(chosen.text)} is cut`);
  }
  for (const input of layer.querySelectorAll<HTMLInputElement>('input[placeholder]')) {
    // A hidden filter takes keys all the same.
    if (!shown(input) || input.value !== '' || input.clientWidth < 30) continue;
    const style = getComputedStyle(input);
    const canvas = document.createElement('canvas').getContext('2d');
    if (canvas === null) continue;
    canvas.font = style.font;
    const room = input.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    // It names something of others.
    if (input.placeholder.length > 60) continue;
    if (canvas.measureText(input.placeholder).width > room + SLACK)
      found.add(`the hint ${words(input.placeholder)} is cut`);
  }

  /** Whether a text is in sight: not scrolled away, and under nothing else. */
  const onTop = ({ element, boxes: [box] }: Line): boolean => {
    if (box === undefined) return false;
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    for (let each: Element | null = element; each !== null && each !== document.body; each = each.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(each);
      const area = each.getBoundingClientRect();
      if (overflowX !== 'visible' && (x < area.left || x > area.right)) return false;
      if (overflowY !== 'visible' && (y < area.top || y > area.bottom)) return false;
    }
    const seen = document.elementFromPoint(x, y);
    return seen !== null && (seen.contains(element) || element.contains(seen));
  };
  /** The parts of a text that its frames show, those that scroll among them. */
  const inFrame = ({ element, boxes }: Line): DOMRect[] => {
    let shownBoxes = [...boxes];
    for (let each: Element | null = element; each !== null && each !== document.body; each = each.parentElement) {
      const { overflowX, overflowY } = getComputedStyle(each);
      const frame = each.getBoundingClientRect();
      shownBoxes = shownBoxes.map((box) => {
        const left = overflowX === 'visible' ? box.left : Math.max(box.left, frame.left);
        const right = overflowX === 'visible' ? box.right : Math.min(box.right, frame.right);
        const top = overflowY === 'visible' ? box.top : Math.max(box.top, frame.top);
        const bottom = overflowY === 'visible' ? box.bottom : Math.min(box.bottom, frame.bottom);
        return new DOMRect(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
      });
    }
    return shownBoxes.filter(({ width, height }) => width > 0 && height > 0);
  };
  const seen = lines
    .filter(({ element }) => !element.closest('svg'))
    .filter(onTop)
    .map((line) => ({ ...line, boxes: inFrame(line) }));
  for (const [index, one] of seen.entries())
    for (const other of seen.slice(index + 1))
      if (one.element !== other.element)
        for (const a of one.boxes)
          for (const b of other.boxes) {
            const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
            const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            if (wide > 3 && high > Math.min(a.height, b.height) / 2)
              found.add(`${words(one.text)} lies on ${words(other.text)}`);
          }
  return [...found];
}
