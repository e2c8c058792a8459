// The models of a WebSocket API's messages: JSON Schemas by name (reference 3.3).
#include "core/edit/edits_websocket.h"
#include "ui/design/content_editor.h"
#include "ui/design/method_facts.h"
#include "ui/models/json_text.h"
#include "ui/websocket/socket_forms.h"

#include <algorithm>

namespace gw::ui {

namespace {

json::Value emptySchema()
{
    json::Value schema = json::Value::object();
    schema.set("$schema", std::string("http://json-schema.org/draft-04/schema#"));
    schema.set("type", std::string("object"));
    return schema;
}

class SocketModelsForm final : public ApiForm
{
public:
    SocketModelsForm(const Theme& theme, ApplyApiEdit apply) : ApiForm(theme, std::move(apply))
    {
        addSection(tr("Models"), tr("JSON Schemas of draft 4. A route names the one its messages must fit."));
        m_models = addWide(
            new ContentEditor(theme, tr("Models"), tr("No model yet: routes take any message."), {tr("Schema")}));
        m_models->setKeys(tr("Name of a model to add"), {QStringLiteral("ChatMessage")});
        m_models->setLanguage(CodeEditor::Language::Json);
        m_models->setEdits({[this](const QString& name, int, const QString& text) { return setSchema(name, text); },
                            [this](const QString& name) { return addModel(name); },
                            [this](const QString& name) { return removeModel(name); }});
    }

    void showApi(const Api& api) override
    {
        const auto* definition = std::get_if<WebSocketApi>(&api.definition);
        if (!definition)
            return;
        m_shown = definition->models;
        std::vector<ContentEditor::Page> pages;
        for (const WebSocketModel& model : m_shown)
            pages.push_back({fromUtf8(model.name), {jsonText(model.schema)}});
        m_models->setPages(pages);
    }

private:
    QString setSchema(const QString& name, const QString& text)
    {
        auto schema = parseJsonText(text);
        if (!schema)
            return errorText(schema.error());
        for (WebSocketModel model : m_shown) {
            if (model.name != name.toStdString())
                continue;
            model.schema = *std::move(schema);
            return apply(
                tr("Edit Model"),
                [&](Project p, ApiId api) { return setRouteModel(std::move(p), api, model.name, model); },
                QStringLiteral("model:") + name);
        }
        return {};
    }

    QString addModel(const QString& name)
    {
        WebSocketModel model;
        model.name = name.toStdString();
        model.contentType = "application/json";
        model.schema = emptySchema();
        return apply(tr("New Model"), [&](Project p, ApiId api) { return createRouteModel(std::move(p), api, model); });
    }

    QString removeModel(const QString& name)
    {
        return apply(tr("Delete Model"),
                     [&](Project p, ApiId api) { return deleteRouteModel(std::move(p), api, name.toStdString()); });
    }

    std::vector<WebSocketModel> m_shown;
    ContentEditor* m_models;
};

} // namespace

ApiForm* makeSocketModelsForm(const Theme& theme, ApplyApiEdit apply)
{
    return new SocketModelsForm(theme, std::move(apply));
}

} // namespace gw::ui
