"""Kinematics of rock glaciers from radar interferometry and feature tracking (RGIK)."""
