// A model stands in a body as a reference to it; "written here" puts its schema in the reference's place.
#include "ui/design/body_schema_editor.h"

#include "core/api/models.h"
#include "ui/design/binding.h"
#include "ui/design/method_facts.h"
#include "ui/models/json_text.h"

#include <QVBoxLayout>

#include <algorithm>

namespace gw::ui {

BodySchemaEditor::BodySchemaEditor(const Theme& theme, const QString& whenEmpty, QWidget* parent)
    : QWidget(parent), m_content(new ContentEditor(theme, {}, whenEmpty, {tr("Schema"), tr("Example")})),
      m_model(new ChoiceField(theme, tr("Model"), {{{}, tr("Written here")}}))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_content);
    m_content->setAbove(m_model);
    m_model->setCommit([this](const QString& name) { return chooseModel(name); });
    connect(m_content, &ContentEditor::pageShown, this, &BodySchemaEditor::showModel);
}

void BodySchemaEditor::setEdits(ContentEditor::Edits edits)
{
    m_edits = edits;
    m_content->setEdits(std::move(edits));
}

void BodySchemaEditor::showBodies(const OpenApiDefinition& api, const std::vector<MediaType>& types)
{
    m_models.clear();
    std::vector<ChoiceField::Option> options{{{}, tr("Written here")}};
    for (const std::string& name : modelNames(api)) {
        json::Value reference = json::Value::object();
        reference.set("$ref", modelReference(api, name));
        const json::Value* schema = findModel(api, name);
        m_models.push_back({fromUtf8(name), jsonText(reference), schema ? jsonText(*schema) : QString()});
        options.push_back({fromUtf8(name), fromUtf8(name)});
    }
    m_model->setOptions(options);
    m_content->setPages(pagesOf(types));
}

void BodySchemaEditor::showModel()
{
    const QString type = m_content->currentType();
    const bool isSchema = m_content->currentPart() == 0;
    m_model->setVisible(isSchema && !m_models.empty());
    for (const ContentEditor::Page& page : m_content->pages()) {
        if (page.contentType != type)
            continue;
        const auto schema = parseJsonText(page.texts.value(0));
        const json::Value* ref = schema ? schema->find("$ref") : nullptr;
        m_model->setValue(ref ? fromUtf8(modelOfReference(ref->toString())) : QString());
    }
}

QString BodySchemaEditor::chooseModel(const QString& name)
{
    const QString type = m_content->currentType();
    if (type.isEmpty() || !m_edits.set)
        return {};
    const auto named = [this](const QString& wanted) {
        return std::find_if(m_models.begin(), m_models.end(), [&](const Choice& c) { return c.name == wanted; });
    };
    if (const auto it = named(name); it != m_models.end())
        return m_edits.set(type, 0, it->reference);
    // Written here: the schema of the model that stood here.
    for (const ContentEditor::Page& page : m_content->pages()) {
        const auto old = std::find_if(m_models.begin(), m_models.end(), [&](const Choice& c) {
            return page.contentType == type && isSameJson(c.reference, page.texts.value(0));
        });
        if (old != m_models.end())
            return m_edits.set(type, 0, old->schema);
    }
    return {};
}

} // namespace gw::ui
