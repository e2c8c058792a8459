// TemplateEditor: the mapping templates of a request or a response by content type: completion while typing, faults
// marked in place, and beside it what the template makes of a sample.
#pragma once

#include "ui/design/content_editor.h"
#include "ui/design/method_form.h"
#include "ui/models/template_completion.h"
#include "ui/models/template_rendering.h"

#include <optional>

namespace gw::ui {

class CodeCompletion;
class TemplatePane;
class TemplatePreview;

class TemplateEditor final : public QWidget
{
    Q_OBJECT

public:
    TemplateEditor(const Theme& theme, TemplateSide side, const QString& whenEmpty, QWidget* parent = nullptr);

    void setEdits(ContentEditor::Edits edits) { m_content->setEdits(std::move(edits)); }
    // `statusCode`: of the response whose templates these are.
    void showTemplates(const MethodContext& context, const std::string& statusCode,
                       const std::vector<ContentEditor::Page>& pages);
    [[nodiscard]] ContentEditor* content() const { return m_content; }
    [[nodiscard]] TemplatePane* pane() const { return m_pane; }
    [[nodiscard]] CodeCompletion* completion() const { return m_completion; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    template <typename Use>
    void withPlace(const Use& use) const; // while the method is still there
    void offerSamples();
    void loadSample();
    void showRendering();

    const Theme& m_theme;
    TemplateSide m_side;
    ContentEditor* m_content;
    TemplatePane* m_pane;
    CodeCompletion* m_completion;
    TemplatePreview* m_preview;
    std::shared_ptr<const Project> m_project;
    NodeRef m_ref;
    const TemplateSamples* m_samples = nullptr;
    std::string m_statusCode;
    TemplateScope m_scope;
};

} // namespace gw::ui
