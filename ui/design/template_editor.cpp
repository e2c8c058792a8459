// Connects the editor, its completion, the preview and the pane that shows it.
#include "ui/design/template_editor.h"

#include "ui/design/code_field.h"
#include "ui/design/template_pane.h"
#include "ui/models/engine_templates.h"
#include "ui/models/route_stand_in.h"
#include "ui/session/template_preview.h"
#include "ui/session/template_samples.h"
#include "ui/widgets/code_completion.h"

#include <QVBoxLayout>

namespace gw::ui {

namespace {

constexpr int editorHeight = 300;

}

TemplateEditor::TemplateEditor(const Theme& theme, TemplateSide side, const QString& whenEmpty, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_side(side),
      m_content(new ContentEditor(theme, {}, whenEmpty, {tr("Template")})), m_pane(new TemplatePane(theme)),
      m_completion(nullptr), m_preview(new TemplatePreview(renderByEngine, this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_content);
    m_content->setLanguage(CodeEditor::Language::Template);
    CodeEditor* editor = m_content->code()->editor();
    editor->setFixedHeight(editorHeight);
    editor->setAccessibleName(tr("Template"));
    m_pane->setHeight(editorHeight);
    m_content->setBeside(m_pane);
    m_completion = new CodeCompletion(editor, theme);
    m_completion->setSource([this](const QString& before) { return templateCompletions(before, m_scope); });
    m_preview->setTemplateSource([editor] { return editor->toPlainText(); });
    connect(editor, &QPlainTextEdit::textChanged, m_preview, &TemplatePreview::templateTyped);
    connect(m_preview, &TemplatePreview::rendered, this, &TemplateEditor::showRendering);
    connect(m_pane, &TemplatePane::sampleChosen, this, &TemplateEditor::loadSample);
    connect(m_pane, &TemplatePane::choicesWanted, this, &TemplateEditor::offerSamples);
    connect(m_pane, &TemplatePane::sampleEdited, this, [this] { m_preview->setSample(m_pane->sample(), m_side); });
    connect(m_pane, &TemplatePane::lineRequested, this, [editor](int line) {
        editor->goTo(line, 1);
        editor->setFocus();
    });
}

template <typename Use>
void TemplateEditor::withPlace(const Use& use) const
{
    const Api* api = m_project ? m_project->find(m_ref.api) : nullptr;
    if (const auto route = m_project ? standInFor(*m_project, m_ref) : std::nullopt; route && m_samples)
        return use(TemplatePlace{*api, route->resource, route->method, m_side, m_statusCode});
    const Method* method = m_project ? m_project->find(m_ref) : nullptr;
    const Resource* resource = api && api->openApi() && method ? api->openApi()->resourceOf(method->id) : nullptr;
    if (resource && m_samples)
        use(TemplatePlace{*api, *resource, *method, m_side, m_statusCode});
}

void TemplateEditor::showTemplates(const MethodContext& context, const std::string& statusCode,
                                   const std::vector<ContentEditor::Page>& pages)
{
    const bool isOther = !(context.ref == m_ref) || statusCode != m_statusCode;
    m_project = context.project;
    m_ref = context.ref;
    m_samples = context.samples;
    m_statusCode = statusCode;
    if (isOther)
        m_pane->forget();
    m_content->setPages(pages);
    if (isVisible())
        loadSample();
}

void TemplateEditor::offerSamples()
{
    withPlace([this](const TemplatePlace& place) { m_pane->setChoices(m_samples->choices(place)); });
}

void TemplateEditor::loadSample()
{
    withPlace([this](const TemplatePlace& place) {
        m_pane->setSample(m_samples->load(m_pane->choice(), place));
        m_scope = {m_project, m_ref, std::make_shared<json::Value>(payloadSchema(place, m_pane->sample()))};
        m_preview->setSample(m_pane->sample(), m_side);
    });
}

void TemplateEditor::showRendering()
{
    const TemplateRendering& rendering = m_preview->rendering();
    std::vector<CodeEditor::Mark> marks;
    if (!rendering.fault.isEmpty() && rendering.line > 0)
        marks.push_back({rendering.line, Severity::Error, rendering.fault, rendering.column});
    m_content->code()->editor()->setMarks(std::move(marks));
    m_pane->showRendering(rendering, m_content->currentType());
}

void TemplateEditor::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    loadSample();
    m_preview->setActive(true);
}

void TemplateEditor::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_preview->setActive(false);
}

} // namespace gw::ui
