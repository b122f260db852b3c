"""Watching"""
