@echo off
rem The command line of Presence Tray in the Windows console. The app is a windowed program, so the console would not
rem wait for it. A batch file does wait, so that scripts get the output and the exit status. A start without a command
rem returns at once.
setlocal
set "PRESENCE_TRAY_EXE=%~dp0..\Presence Tray.exe"
:next
if [%1]==[] goto start
for %%c in (--set --status --list --toggle --sign-out --quit --help -h --version --watch --history --schedule --diagnostics) do if /i "%~1"=="%%c" goto command
shift
goto next
:command
"%PRESENCE_TRAY_EXE%" %*
exit /b %ERRORLEVEL%
:start
start "" "%PRESENCE_TRAY_EXE%" %*
exit /b 0
