// Reads and writes saved requests; the format stands in the header.
#include "core/console/request_file.h"

#include "core/json/patch.h"
#include "core/json/text.h"

#include <algorithm>

namespace gw::console {

namespace {

// Hostile or damaged files: a request has no use for more.
constexpr std::size_t maxRequestBytes = 16u << 20;
constexpr std::size_t maxRows = 1000;

QString toQt(const std::string& text)
{
    return QString::fromStdString(text);
}

Result<Field> fieldFromRow(const json::Value& row, const char* where)
{
    const json::Value* name = row.find("name");
    if (!name)
        return fail(std::string("A row of \"") + where + "\" has no \"name\".",
                    "Write rows as \"- name: limit\" with \"value: 10\" below.");
    Field field;
    field.name = toQt(name->scalarText());
    field.value = toQt(row["value"].scalarText());
    field.enabled = row["enabled"].toBool(true);
    return field;
}

Result<Fields> fieldsFrom(const json::Value& node, const char* where)
{
    Fields fields;
    if (node.isNull())
        return fields;
    if (node.isObject()) {
        for (const json::Member& member : node.asObject())
            fields.push_back({toQt(member.key), toQt(member.value.scalarText()), true});
        return fields;
    }
    if (!node.isArray())
        return fail(std::string("\"") + where + "\" is neither a list of rows nor a mapping.",
                    "Write rows as \"- name: limit\" with \"value: 10\" below.");
    if (node.asArray().size() > maxRows)
        return fail(std::string("\"") + where + "\" has more than 1000 rows.", "Split the request.");
    for (const json::Value& row : node.asArray()) {
        Result<Field> field = fieldFromRow(row, where);
        if (!field)
            return fail(field.error());
        fields.push_back(std::move(*field));
    }
    return fields;
}

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

// The row of the old list that `field` continues, so that keys we do not know stay with it.
json::Value continuedRow(const json::Array& old, std::vector<bool>& used, const Field& field)
{
    const auto take = [&](auto&& matches) -> const json::Value* {
        for (std::size_t i = 0; i < old.size(); ++i) {
            if (!used[i] && matches(old[i])) {
                used[i] = true;
                return &old[i];
            }
        }
        return nullptr;
    };
    const std::string name = field.name.toStdString();
    const std::string value = field.value.toStdString();
    const json::Value* row = take([&](const json::Value& candidate) {
        return candidate["name"].scalarText() == name && candidate["value"].scalarText() == value;
    });
    if (!row)
        row = take([&](const json::Value& candidate) { return candidate["name"].scalarText() == name; });
    return row ? *row : json::Value::object();
}

void putText(json::Value& tree, std::string_view key, const QString& text)
{
    if (!tree.find(key) || tree[key].scalarText() != text.toStdString())
        tree.set(key, text.toStdString());
}

void putFields(json::Value& tree, const char* key, const Fields& before, const Fields& after)
{
    if (before == after)
        return;
    if (after.empty()) {
        tree.remove(key);
        return;
    }
    const json::Array old = tree[key].isArray() ? tree[key].asArray() : json::Array{};
    std::vector<bool> used(old.size(), false);
    json::Array rows;
    for (const Field& field : after) {
        json::Value row = continuedRow(old, used, field);
        putText(row, "name", field.name);
        putText(row, "value", field.value);
        if (field.enabled != row["enabled"].toBool(true))
            row.set("enabled", field.enabled);
        rows.push_back(std::move(row));
    }
    tree.set(key, json::Value(std::move(rows)));
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
    json::ReadLimits limits;
    limits.maxBytes = maxRequestBytes;
    Result<json::Value> tree = json::readYaml(text, limits);
    Result<ConsoleRequest> request =
        tree ? requestFromTree(*tree) : Result<ConsoleRequest>(fail(std::move(tree.error())));
    if (!request)
        request.error().file = fileName;
    return request;
}

Result<std::string> writeRequest(std::string_view text, const ConsoleRequest& request)
{
    if (text.empty()) {
        json::Value tree = json::Value::object();
        putRequest(tree, request);
        return json::writeYaml(tree);
    }
    const Result<json::Value> loaded = json::readYaml(text);
    if (!loaded)
        return fail(loaded.error());
    json::Value wanted = *loaded;
    putRequest(wanted, request);
    if (wanted == *loaded)
        return std::string(text);
    return json::patchText(text, json::Syntax::Yaml, *loaded, wanted);
}

} // namespace gw::console
