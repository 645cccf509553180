# Puts the folder of the console launcher on this person's PATH, or takes it off. What is written with %VARIABLES% stays so.
param([ValidateSet('add', 'remove')] [string] $What)
$key = [Microsoft.Win32.Registry]::CurrentUser.CreateSubKey('Environment')
$path = [string] $key.GetValue('Path', '', 'DoNotExpandEnvironmentNames')
$folders = @($path -split ';' | Where-Object { $_ -and $_.TrimEnd('\') -ne $PSScriptRoot })
if ($What -eq 'add') { $folders += $PSScriptRoot }
$key.SetValue('Path', ($folders -join ';'), 'ExpandString')
$key.Close()
