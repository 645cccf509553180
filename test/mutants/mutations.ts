/** Changes one operator of a source file. */
import ts from 'typescript';

/** A change of one operator. Offsets count UTF-16 units from the file's start. */
export interface Mutation {
  readonly start: number;
  readonly end: number;
  readonly was: string;
  readonly becomes: string;
  /** From 1. */
  readonly line: number;
  /** The line without its indent. */
  readonly text: string;
}

const SWAPPED: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: '!==',
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: '===',
  [ts.SyntaxKind.LessThanToken]: '<=',
  [ts.SyntaxKind.LessThanEqualsToken]: '<',
  [ts.SyntaxKind.GreaterThanToken]: '>=',
  [ts.SyntaxKind.GreaterThanEqualsToken]: '>',
  [ts.SyntaxKind.AmpersandAmpersandToken]: '||',
  [ts.SyntaxKind.BarBarToken]: '&&',
  [ts.SyntaxKind.QuestionQuestionToken]: '&&',
  [ts.SyntaxKind.PlusToken]: '-',
  [ts.SyntaxKind.MinusToken]: '+',
  [ts.SyntaxKind.AsteriskToken]: '/',
  [ts.SyntaxKind.SlashToken]: '*',
  [ts.SyntaxKind.PercentToken]: '*',
  [ts.SyntaxKind.PlusEqualsToken]: '-=',
  [ts.SyntaxKind.MinusEqualsToken]: '+=',
};

/** Everything in the file that can be changed, in order. `!x` becomes `x`, and a condition before `?` is negated. */
export function mutationsOf(fileName: string, source: string): readonly Mutation[] {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.ES2023, true);
  const found: Mutation[] = [];
  const add = (start: number, end: number, becomes: string): void => {
    const { line } = file.getLineAndCharacterOfPosition(start);
    const text = source.split('\n')[line]?.trim() ?? '';
    found.push({ start, end, was: source.slice(start, end), becomes, line: line + 1, text });
  };
  const look = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
    if (ts.isBinaryExpression(node)) {
      const becomes = SWAPPED[node.operatorToken.kind];
      // Joining texts has no minus.
      if (becomes !== undefined && !(becomes === '-' && joinsText(node)))
        add(node.operatorToken.getStart(file), node.operatorToken.end, becomes);
    }
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
      add(node.getStart(file), node.operand.getStart(file), '');
    if (ts.isConditionalExpression(node) && !endsInSwap(node.condition)) {
      const start = node.condition.getStart(file);
      add(start, node.condition.end, `!(${source.slice(start, node.condition.end)})`);
    }
    ts.forEachChild(node, look);
  };
  look(file);
  return found.sort((a, b) => a.start - b.start);
}

export const mutate = (source: string, { start, end, becomes }: Mutation): string =>
  source.slice(0, start) + becomes + source.slice(end);

const isText = (node: ts.Node): boolean => ts.isStringLiteralLike(node) || ts.isTemplateExpression(node);
const joinsText = ({ left, right }: ts.BinaryExpression): boolean =>
  isText(left) || isText(right) || (ts.isBinaryExpression(left) && joinsText(left));

/** If a condition's own operator is already changed, negating it would have the same effect. */
const endsInSwap = (node: ts.Expression): boolean =>
  (ts.isBinaryExpression(node) &&
    (node.operatorToken.kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
      node.operatorToken.kind === ts.SyntaxKind.ExclamationEqualsEqualsToken)) ||
  ts.isPrefixUnaryExpression(node);
