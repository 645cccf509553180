; The console launcher's folder on the PATH. NSIS' own strings are too short for some PATHs, so PowerShell does it.
!macro presenceTrayPath WHAT
  nsExec::ExecToLog '"$SYSDIR\WindowsPowerShell\v1.0\powershell.exe" -NoProfile -NonInteractive -ExecutionPolicy Bypass -File "$INSTDIR\bin\path.ps1" ${WHAT}'
  Pop $0
  SendMessage ${HWND_BROADCAST} ${WM_WININICHANGE} 0 "STR:Environment" /TIMEOUT=5000
!macroend

!macro customInstall
  !insertmacro presenceTrayPath add
!macroend

!macro customUnInstall
  !insertmacro presenceTrayPath remove
!macroend
