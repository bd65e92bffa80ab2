"""`python -m service`: the service on this machine, until it is stopped."""

from __future__ import annotations

import socket

import click
import uvicorn

from service.app import create_app
from service.limits import Limits

USUAL = Limits()


@click.command()
@click.option("--host", default="127.0.0.1", help="在哪个地址上提供服务，默认只限本机")
@click.option("--port", default=8000, help="端口；0 由系统选一个")
@click.option("--largest", default=USUAL.largest, help="一次请求最多多少字节")
@click.option("--at-once", default=USUAL.at_once, help="同时处理几个请求")
@click.option("--places", default=USUAL.places, help="连同排队的，最多几个请求")
@click.option("--seconds", default=USUAL.seconds, help="一个请求最多多少秒")
def main(*, host: str, port: int, largest: int, at_once: int, places: int, seconds: float) -> None:
    """年报检查与生成服务。"""
    limits = Limits(largest, at_once, places, seconds)
    with socket.create_server((host, port)) as listening:
        address = "{}:{}".format(*listening.getsockname()[:2])
        click.echo(f"请用浏览器打开 http://{address}（按 Ctrl+C 停止）")
        configuration = uvicorn.Config(
            create_app(limits), log_level="warning", timeout_keep_alive=5, access_log=False
        )
        uvicorn.Server(configuration).run(sockets=[listening])


if __name__ == "__main__":
    main()
