"""Servers that are compared: a file each.

A contestant has NAME; missing(programs), a sentence when it is not installed (`programs`: the folder of ours); takes(job), whether it can do that; and
start(task, folder), which returns a Server of server.py or raises. It listens on loopback only, with the rules of the job:
more than 400 installed non-leaf ids get the fault, everything else the recorded answer.
"""
NAMES = ["nginx", "beast", "wsus_mock", "wiremock", "mockserver", "mountebank", "pywsus"]
