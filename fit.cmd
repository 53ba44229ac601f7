@echo off
rem The command line of FitPipeline on Windows: see the script "fit" beside this one.
setlocal
set "root=%~dp0"
set "DOTNET_CLI_TELEMETRY_OPTOUT=1"
set "DOTNET_NOLOGO=1"
set "DOTNET_GENERATE_ASPNET_CERTIFICATE=false"
set "program=%root%artifacts\bin\FitPipeline.Fit\release\FitPipeline.Fit.dll"
set "stamp=%root%artifacts\fit.stamp"

where dotnet >nul 2>nul
if errorlevel 1 goto nosdk

if not exist "%program%" goto build
if not exist "%stamp%" goto build
rem cmd cannot compare times; every Windows has this PowerShell.
powershell -NoProfile -Command "$built = (Get-Item -LiteralPath $env:stamp).LastWriteTimeUtc; $sources = @(Get-ChildItem -LiteralPath ($env:root + 'local\FitPipeline.Fit') -Recurse) + @(Get-Item -LiteralPath ($env:root + 'global.json'), ($env:root + 'Directory.Build.props'), ($env:root + 'Directory.Packages.props')); exit @($sources | Where-Object { $_.LastWriteTimeUtc -gt $built }).Count"
if not errorlevel 1 goto start

:build
pushd "%root%"
dotnet --version >nul 2>nul
if errorlevel 1 popd & goto nosdk
if not exist artifacts mkdir artifacts
rem The stamp's time is that of the build's start, so an edit made while it built is not missed.
type nul >"%stamp%.next"
dotnet build local\FitPipeline.Fit -c Release -v q --nologo -tl:off -nodeReuse:false >"%stamp%.log" 2>&1
if errorlevel 1 goto broken
move /y "%stamp%.next" "%stamp%" >nul
popd

:start
dotnet "%program%" %*
exit /b %errorlevel%

:broken
type "%stamp%.log" >&2
popd
echo fit could not be built from local\FitPipeline.Fit: see above.>&2
exit /b 1

:nosdk
echo fit needs the .NET SDK 10 and did not find it. Get it from https://dotnet.microsoft.com/download/dotnet/10.0 and run fit again.>&2
exit /b 1
