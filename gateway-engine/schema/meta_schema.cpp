// Says what draft 4 says of its keywords (draft-zyp-json-schema-04 and its validation part, section 5).
#include "gateway-engine/schema/meta_schema.h"

#include "core/json/text.h"

namespace gw::engine {

namespace {

constexpr std::string_view text = R"({
  "id": "http://json-schema.org/draft-04/schema#",
  "type": "object",
  "definitions": {
    "size": {"type": "integer", "minimum": 0},
    "schemas": {"type": "array", "minItems": 1, "items": {"$ref": "#"}},
    "schemasByName": {"type": "object", "additionalProperties": {"$ref": "#"}},
    "names": {"type": "array", "minItems": 1, "uniqueItems": true, "items": {"type": "string"}},
    "type": {"enum": ["array", "boolean", "integer", "null", "number", "object", "string"]}
  },
  "properties": {
    "id": {"type": "string"},
    "$schema": {"type": "string"},
    "title": {"type": "string"},
    "description": {"type": "string"},
    "default": {},
    "multipleOf": {"type": "number", "minimum": 0, "exclusiveMinimum": true},
    "maximum": {"type": "number"},
    "exclusiveMaximum": {"type": "boolean"},
    "minimum": {"type": "number"},
    "exclusiveMinimum": {"type": "boolean"},
    "maxLength": {"$ref": "#/definitions/size"},
    "minLength": {"$ref": "#/definitions/size"},
    "pattern": {"type": "string", "format": "regex"},
    "additionalItems": {"anyOf": [{"type": "boolean"}, {"$ref": "#"}]},
    "items": {"anyOf": [{"$ref": "#"}, {"$ref": "#/definitions/schemas"}]},
    "maxItems": {"$ref": "#/definitions/size"},
    "minItems": {"$ref": "#/definitions/size"},
    "uniqueItems": {"type": "boolean"},
    "maxProperties": {"$ref": "#/definitions/size"},
    "minProperties": {"$ref": "#/definitions/size"},
    "required": {"$ref": "#/definitions/names"},
    "additionalProperties": {"anyOf": [{"type": "boolean"}, {"$ref": "#"}]},
    "definitions": {"$ref": "#/definitions/schemasByName"},
    "properties": {"$ref": "#/definitions/schemasByName"},
    "patternProperties": {"$ref": "#/definitions/schemasByName"},
    "dependencies": {
      "type": "object",
      "additionalProperties": {"anyOf": [{"$ref": "#"}, {"$ref": "#/definitions/names"}]}
    },
    "enum": {"type": "array", "minItems": 1, "uniqueItems": true},
    "type": {
      "anyOf": [
        {"$ref": "#/definitions/type"},
        {"type": "array", "minItems": 1, "uniqueItems": true, "items": {"$ref": "#/definitions/type"}}
      ]
    },
    "format": {"type": "string"},
    "allOf": {"$ref": "#/definitions/schemas"},
    "anyOf": {"$ref": "#/definitions/schemas"},
    "oneOf": {"$ref": "#/definitions/schemas"},
    "not": {"$ref": "#"}
  },
  "dependencies": {"exclusiveMaximum": ["maximum"], "exclusiveMinimum": ["minimum"]}
})";

} // namespace

json::Value metaSchema()
{
    return json::readJson(text).value();
}

} // namespace gw::engine
