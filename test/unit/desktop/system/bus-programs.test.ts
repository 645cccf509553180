/** How each program is asked. What they answer was seen on a real bus. */
import { expect, it } from 'vitest';
import { BUS_PROGRAMS, THE_BUS } from '../../../../electron/desktop/system/bus-programs.js';

const words = ([program, args]: readonly [string, readonly string[]]): string => [program, ...args].join(' ');

it('a method of the bus is called, with a text or without', () => {
  expect(BUS_PROGRAMS.map((bus) => words(bus.call(THE_BUS, THE_BUS.face, 'NameHasOwner', 'org.gnome.Shell')))).toEqual([
    'busctl --user call org.freedesktop.DBus /org/freedesktop/DBus org.freedesktop.DBus NameHasOwner s org.gnome.Shell',
    'gdbus call --session --dest org.freedesktop.DBus --object-path /org/freedesktop/DBus --method org.freedesktop.DBus.NameHasOwner org.gnome.Shell',
    'dbus-send --session --print-reply --dest=org.freedesktop.DBus /org/freedesktop/DBus org.freedesktop.DBus.NameHasOwner string:org.gnome.Shell',
  ]);
  expect(
    BUS_PROGRAMS.map((bus) =>
      words(bus.call(THE_BUS, THE_BUS.face, 'GetId'))
        .split(' ')
        .at(-1),
    ),
  ).toEqual(['GetId', 'org.freedesktop.DBus.GetId', 'org.freedesktop.DBus.GetId']);
});

it('a property is read of whoever has it', () => {
  const at = { owner: 'org.example.Panel', path: '/Panel' };
  expect(BUS_PROGRAMS.map((bus) => words(bus.property(at, 'org.example.Face', 'Icons')))).toEqual([
    'busctl --user get-property org.example.Panel /Panel org.example.Face Icons',
    'gdbus call --session --dest org.example.Panel --object-path /Panel --method org.freedesktop.DBus.Properties.Get org.example.Face Icons',
    'dbus-send --session --print-reply --dest=org.example.Panel /Panel org.freedesktop.DBus.Properties.Get string:org.example.Face string:Icons',
  ]);
});
