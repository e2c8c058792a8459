// A model stands in a body as a reference to it; "written here" puts its schema in the reference's place.
#include "ui/design/body_schema_editor.h"

#include "core/api/models.h"
#include "ui/design/binding.h"
#include "ui/design/method_facts.h"
#include "ui/models/json_text.h"

#include <QComboBox>
#include <QVBoxLayout>

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

const OpenApiDefinition* BodySchemaEditor::definition() const
{
    const Api* api = m_project ? m_project->find(m_api) : nullptr;
    return api ? api->openApi() : nullptr;
}

void BodySchemaEditor::showBodies(std::shared_ptr<const Project> project, ApiId api,
                                  const std::vector<MediaType>& types)
{
    m_project = std::move(project);
    m_api = api;
    std::vector<ChoiceField::Option> options{{{}, tr("Written here")}};
    if (const OpenApiDefinition* found = definition())
        for (const std::string& name : modelNames(*found))
            options.push_back({fromUtf8(name), fromUtf8(name)});
    m_model->setOptions(options);
    m_content->setPages(pagesOf(types));
}

void BodySchemaEditor::showModel()
{
    const QString type = m_content->currentType();
    m_model->setVisible(m_content->currentPart() == 0 && m_model->comboBox()->count() > 1);
    for (const ContentEditor::Page& page : m_content->pages()) {
        if (page.contentType != type)
            continue;
        const auto schema = parseJsonText(page.texts.value(0));
        const json::Value* ref = schema ? schema->find("$ref") : nullptr;
        m_model->setValue(ref ? fromUtf8(modelOfReference(ref->toString())) : QString());
    }
}

QString BodySchemaEditor::referenceTo(const QString& model) const
{
    json::Value reference = json::Value::object();
    reference.set("$ref", modelReference(*definition(), model.toStdString()));
    return jsonText(reference);
}

QString BodySchemaEditor::chooseModel(const QString& name)
{
    const QString type = m_content->currentType();
    const OpenApiDefinition* api = definition();
    if (type.isEmpty() || !m_edits.set || !api)
        return {};
    if (!name.isEmpty())
        return m_edits.set(type, 0, referenceTo(name));
    // Written here: the schema of the model that stood here.
    for (const ContentEditor::Page& page : m_content->pages()) {
        const auto schema = page.contentType == type ? parseJsonText(page.texts.value(0)) : Result<json::Value>();
        const json::Value* ref = schema ? schema->find("$ref") : nullptr;
        const json::Value* model = ref ? findModel(*api, modelOfReference(ref->toString())) : nullptr;
        if (model)
            return m_edits.set(type, 0, jsonText(*model));
    }
    return {};
}

} // namespace gw::ui
