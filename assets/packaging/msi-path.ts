/**
 * Puts the console launcher's folder on the computer's PATH (`msiProjectCreated` of electron-builder.yml), as the other
 * installer's script does for one person. Windows Installer takes it off again.
 */
import { readFile, writeFile } from 'node:fs/promises';

/** Never to be changed: Windows Installer counts by it who needs the entry. */
const COMPONENT = '3D1B4C36-7E43-4A57-9C0B-9B6C2B0F5E14';

const END = '</ComponentGroup>';

const ON_THE_PATH = `  <Component Id="consoleLauncherOnPath" Guid="${COMPONENT}">
        <CreateFolder/>
        <Environment Id="consoleLauncherPath" Name="PATH" Value="[APPLICATIONFOLDER]bin" Action="set" Part="last" System="yes" Permanent="no"/>
      </Component>
    `;

export const withPath = (project: string): string => {
  if (project.split(END).length !== 2) throw new Error('The MSI project has another shape than expected.');
  return project.replace(END, ON_THE_PATH + END);
};

export default async function msiProjectCreated(file: string): Promise<void> {
  await writeFile(file, withPath(await readFile(file, 'utf8')));
}
