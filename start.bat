@echo off
rem A double click opens lesson 1 in the browser. In a command line, start.bat WORDS does what python run.py WORDS does.
setlocal
cd /d "%~dp0"
set PYTHONUTF8=1
set PY=python
where py >nul 2>nul && set PY=py -3
if "%~1"=="" (%PY% run.py lesson) else (%PY% run.py %*)
set CODE=%ERRORLEVEL%
if not "%CODE%"=="0" if "%~1"=="" pause
exit /b %CODE%
