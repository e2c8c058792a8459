// Reads and writes saved requests; the format stands in the header.
#include "core/console/request_file.h"

#include "core/console/request_file_parts.h"

namespace gw::console {

namespace {

Result<RequestBody> bodyFrom(const json::Value& node)
{
    RequestBody body;
    if (node.isNull())
        return body;
    const std::string kindText = node["kind"].scalarText();
    const std::optional<BodyKind> kind = kindText.empty() ? BodyKind::Text : bodyKindFrom(kindText);
    if (!kind)
        return fail("The body's kind \"" + kindText + "\" is not known.",
                    "Use one of none, json, text, form and file.");
    Result<Fields> form = fieldsFrom(node["form"], "form");
    if (!form)
        return fail(form.error());
    body.kind = *kind;
    body.text = toQt(node["text"].scalarText());
    body.form = std::move(*form);
    body.file = toQt(node["file"].scalarText());
    return body;
}

void putBody(json::Value& tree, const RequestBody& before, const RequestBody& after)
{
    if (before == after)
        return;
    if (after == RequestBody{}) {
        tree.remove("body");
        return;
    }
    json::Value node = tree["body"].isObject() ? tree["body"] : json::Value::object();
    if (!node.find("kind") || before.kind != after.kind)
        node.set("kind", toString(after.kind));
    if (before.text != after.text)
        after.text.isEmpty() ? void(node.remove("text")) : node.set("text", after.text.toStdString());
    putFields(node, "form", before.form, after.form);
    if (before.file != after.file)
        after.file.isEmpty() ? void(node.remove("file")) : node.set("file", after.file.toStdString());
    tree.set("body", std::move(node));
}

} // namespace

Result<ConsoleRequest> requestFromTree(const json::Value& tree)
{
    if (!tree.isObject())
        return fail("This is no saved request: a mapping with \"method\" and \"url\" is expected.",
                    "Save a request from the console to see the form.");
    Result<Fields> query = fieldsFrom(tree["query"], "query");
    if (!query)
        return fail(query.error());
    Result<Fields> headers = fieldsFrom(tree["headers"], "headers");
    if (!headers)
        return fail(headers.error());
    Result<RequestBody> body = bodyFrom(tree["body"]);
    if (!body)
        return fail(body.error());
    if (tree.find("type") && tree["type"].scalarText() != "http")
        return fail("This is no HTTP request: its type is \"" + tree["type"].scalarText() + "\".",
                    "Write \"type: http\", or leave the type out.");
    ConsoleRequest request;
    request.method = toQt(std::string(tree["method"].toString("GET")));
    request.url = toQt(tree["url"].scalarText());
    request.query = std::move(*query);
    request.headers = std::move(*headers);
    request.body = std::move(*body);
    return request;
}

void putRequest(json::Value& tree, const ConsoleRequest& request)
{
    const ConsoleRequest before = requestFromTree(tree).value_or(ConsoleRequest{});
    if (!tree.find("method") || before.method != request.method)
        tree.set("method", request.method.toStdString());
    if (!tree.find("url") || before.url != request.url)
        tree.set("url", request.url.toStdString());
    putFields(tree, "query", before.query, request.query);
    putFields(tree, "headers", before.headers, request.headers);
    putBody(tree, before.body, request.body);
}

Result<ConsoleRequest> readRequest(std::string_view text, const std::string& fileName)
{
    return readRequestFile<ConsoleRequest>(text, fileName, requestFromTree);
}

Result<std::string> writeRequest(std::string_view text, const ConsoleRequest& request)
{
    return writeRequestFile(text, [&](json::Value& tree) { putRequest(tree, request); });
}

} // namespace gw::console
