"""nginx with a constant body: the least that a request over HTTP can cost."""
import os
import pathlib
import shutil

from contestants.server import Server, free_port

NAME = "nginx"
IN_CONFIGURATION = 3_000  # bytes: longer bodies, and those with what nginx reads as its own, come from a file
CONFIGURATION = """
daemon off;
master_process off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  access_log off;
  keepalive_requests 1000000000;
  tcp_nodelay on;
  client_max_body_size 50m;
  client_body_buffer_size 1m;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  open_file_cache max=10 inactive=1d;
  server_tokens off;
  server {{
    listen 127.0.0.1:{port}{tls};
    default_type "{content_type}";
    {headers}
    {places}
  }}
}}
"""


def missing(programs):
    return None if program() else "nginx is not there (Debian: nginx-light)"


def program():
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def takes(job):
    return job.rules == 0 and not job.journal  # it has neither


def start(task, folder):
    port = free_port()
    folder.mkdir(parents=True)
    answer = task.answer
    content_type = dict(answer.headers).get("Content-Type", "text/xml")
    headers = "".join(f'add_header {name} "{value}" always;' for name, value in answer.headers if name != "Content-Type")
    tls = f" ssl;\n    ssl_certificate {task.certificate};\n    ssl_certificate_key {task.key}" if task.job.secure else ""
    file = folder / "nginx.conf"
    file.write_text(CONFIGURATION.format(folder=folder, port=port, tls=tls, content_type=content_type, headers=headers,
                                         places=places(task, folder)), encoding="utf-8")
    user = ["-g", "user root;"] if os.geteuid() == 0 else []
    return Server([program(), "-p", folder, "-e", folder / "error.log", "-c", file, *user], folder, port)


def places(task, folder):
    body, path, status = task.answer.body, task.request.path, task.answer.status
    if len(body) <= IN_CONFIGURATION and not set(body) & set(b"$'\\"):
        return f"location = {path} {{ return {status} '{body.decode()}'; }}"
    pathlib.Path(folder, "answer").write_bytes(body)
    shown = "=200" if status == 200 else ""
    return (f"location = {path} {{ error_page {418 if shown else status} {shown} /answer; return {418 if shown else status}; }}\n"
            f"    location = /answer {{ internal; root {folder}; }}")
