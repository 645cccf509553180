@echo off
rem The command line of Presence Tray for the Windows console. The app itself is a window program: the console would not wait
rem for it. From a batch file it does, so that scripts get the output and the exit status. A start without a command returns at once.
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
