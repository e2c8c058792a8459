// BodySchemaEditor: what bodies look like by content type: a model of the API or a schema written here, and an example.
#pragma once

#include "core/api/project.h"
#include "ui/design/content_editor.h"

namespace gw::ui {

class ChoiceField;

class BodySchemaEditor final : public QWidget
{
    Q_OBJECT

public:
    BodySchemaEditor(const Theme& theme, const QString& whenEmpty, QWidget* parent = nullptr);

    void setEdits(ContentEditor::Edits edits);
    void showBodies(std::shared_ptr<const Project> project, ApiId api, const std::vector<MediaType>& types);
    [[nodiscard]] ContentEditor* content() const { return m_content; }
    [[nodiscard]] ChoiceField* model() const { return m_model; }

private:
    void showModel();
    QString chooseModel(const QString& name);

    [[nodiscard]] const OpenApiDefinition* definition() const;
    [[nodiscard]] QString referenceTo(const QString& model) const; // the schema that names it

    ContentEditor* m_content;
    ChoiceField* m_model;
    ContentEditor::Edits m_edits;
    std::shared_ptr<const Project> m_project;
    ApiId m_api;
};

} // namespace gw::ui
