/** The words of a refusal, in whatever shape they come. */
import { describe, expect, it } from 'vitest';
import { parseErrorBody } from '../../../electron/genesys/error-body.js';

const told = (body: unknown) => {
  const { message, code } = parseErrorBody(typeof body === 'string' ? body : JSON.stringify(body));
  return [message, code];
};

describe('the service’s own shape', () => {
  it('has everything that it says', () => {
    const body = {
      message: 'No {what}',
      code: 'invalid.value',
      contextId: 'c-1',
      messageParams: { what: 'luck', count: 3 },
      limit: { key: 'requests' },
      details: [{ errorCode: 'x', fieldName: 'name' }, {}],
    };
    expect(parseErrorBody(JSON.stringify(body))).toEqual({
      message: 'No {what}',
      code: 'invalid.value',
      correlationId: 'c-1',
      params: { what: 'luck', count: '3', limit: 'requests' },
      details: [
        { errorCode: 'x', fieldName: 'name', entityId: null, entityName: null },
        { errorCode: null, fieldName: null, entityId: null, entityName: null },
      ],
    });
  });

  it('may say nothing, and then nothing is known', () => {
    for (const body of ['{}', 'null', '[]', '7', '', ' '])
      expect(parseErrorBody(body)).toEqual({ message: null, code: null, correlationId: null, params: {}, details: [] });
  });
});

describe('the shapes of others', () => {
  it.each<[unknown, string | null, string | null]>([
    [{ Error_Message: 'No', ErrorCode: 900802 }, 'No', '900802'],
    [{ fault: { faultstring: 'No', detail: { errorcode: 'policies.quota' } } }, 'No', null],
    [{ code: 'outer', errors: [{ fault: { message: 'No', code: 'inner' } }] }, 'No', 'outer'],
    [{ error: 'invalid_grant', error_description: 'No' }, 'No', 'invalid_grant'],
    [{ error: 'It did not work' }, 'It did not work', null],
    [{ error: 'It did not work', code: 'x' }, 'It did not work', 'x'],
    [['', 'No', 'Never'], 'No', null],
    ['"No"', 'No', null],
    ['No\n  way', 'No way', null],
    [{ a: { b: { c: { message: 'No' } } } }, 'No', null],
    [{ a: { b: { c: { d: { message: 'too deep' } } } } }, null, null],
    [{ code: 'two words', message: ' ' }, null, null],
  ])('%j says %j', (body, message, code) => {
    expect(told(body)).toEqual([message, code]);
  });

  it.each<[string, string, string]>([
    ['No', 'Your role lacks it', 'No: Your role lacks it'],
    ['No.', 'Your role lacks it', 'No: Your role lacks it'],
    ['Your role lacks it, sorry', 'Your role lacks it', 'Your role lacks it, sorry'],
    ['Your role', 'Your role lacks it', 'Your role lacks it'],
  ])('that explain “%s” by “%s” say both once', (message, description, both) => {
    expect(told({ message, description })).toEqual([both, null]);
  });

  it('that only explain are taken at their word', () => {
    expect(told({ detail: 'Your role lacks it' })).toEqual(['Your role lacks it', null]);
  });

  it('in XML are read by their names, with or without a prefix', () => {
    const xml = '<am:fault><am:code>900802</am:code><am:message id="m">R&amp;D &lt;no&gt;</am:message></am:fault>';
    expect(told(` ${xml}`)).toEqual(['R&D <no>', '900802']);
  });

  it('that were cut off are no sentence', () => {
    for (const body of ['{"message":"N', ' ["N', '"N']) expect(told(body)).toEqual([null, null]);
  });
});

it('a sentence has at most a thousand characters, and a code at most a hundred', () => {
  const [message] = told({ message: 'x'.repeat(5000) });
  expect(message).toHaveLength(1000);
  expect(told({ code: 'x'.repeat(100) })[1]).toHaveLength(100);
  expect(told({ code: 'x'.repeat(101) })[1]).toBeNull();
});
