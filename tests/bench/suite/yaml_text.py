"""JSON values as block YAML, as people keep their documents; texts stay in quotes."""
import json


def as_yaml(value, indent=""):
    """Of a map or a list that is not empty."""
    if isinstance(value, dict):
        return "".join(f"{indent}{json.dumps(key)}:{_below(item, indent)}" for key, item in value.items())
    return "".join(f"{indent}-{_below(item, indent)}" for item in value)


def _below(item, indent):
    if isinstance(item, (dict, list)) and item:
        return "\n" + as_yaml(item, indent + "  ")
    return " " + json.dumps(item) + "\n"
