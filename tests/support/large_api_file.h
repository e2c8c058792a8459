// An OpenAPI document as large as one likes, for what must stay fluid with 5,000 routes: resources of four methods each,
// in folders of 25, every method with an HTTP integration and a mapping template, and one model that all answer with.
#pragma once

#include <QTextStream>

namespace gw::test {

inline void writeLargeApi(QTextStream& out, int resources)
{
    out << "openapi: 3.0.1\ninfo: { title: Large, version: \"1\" }\npaths:\n";
    for (int i = 0; i < resources; ++i) {
        out << "  /group" << i / 25 << "/things" << i << "/{id}:\n";
        for (const char* verb : {"get", "put", "post", "delete"})
            out << "    " << verb << ":\n      operationId: " << verb << i
                << "\n      parameters:\n        - { name: id, in: path, required: true, schema: { type: string } }\n"
                   "      responses:\n        \"200\":\n          description: OK\n          content:\n"
                   "            application/json: { schema: { $ref: \"#/components/schemas/Thing\" } }\n"
                   "      x-amazon-apigateway-integration:\n        type: http\n        httpMethod: GET\n"
                   "        uri: http://127.0.0.1:9/things/{id}\n        requestParameters:\n"
                   "          integration.request.path.id: method.request.path.id\n        requestTemplates:\n"
                   "          application/json: \"{ \\\"id\\\": \\\"$input.params('id')\\\" }\"\n"
                   "        responses:\n          default: { statusCode: \"200\" }\n";
    }
    out << "components:\n  schemas:\n    Thing:\n      type: object\n      properties: { id: { type: string } }\n";
}

} // namespace gw::test
