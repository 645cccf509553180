@echo off
rem The command line of Presence Tray for the Windows console. The app itself is a window program: the console would not wait
rem for it. From a batch file it does, so that scripts get the output and the exit status. A start without a command returns at once.
setlocal
set "PRESENCE_TRAY_EXE=%~dp0Presence Tray.exe"
if "%~1"=="" goto start
if /i "%~1"=="--hidden" goto start
if /i "%~1"=="--demo" goto start
"%PRESENCE_TRAY_EXE%" %*
exit /b %ERRORLEVEL%
:start
start "" "%PRESENCE_TRAY_EXE%" %*
exit /b 0
