// TemplatePane: beside a template: the sample it is tried against, and what comes out of it.
#pragma once

#include "ui/models/template_rendering.h"
#include "ui/session/template_samples.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QComboBox;
class QLabel;

namespace gw::ui {

class CodeEditor;
class SegmentedControl;
class ToneLabel;

class TemplatePane final : public QWidget
{
    Q_OBJECT

public:
    explicit TemplatePane(const Theme& theme, QWidget* parent = nullptr);
    ~TemplatePane() override;

    void setHeight(int height); // of the editor; the line above it and the notes below are its own
    void setChoices(const std::vector<SampleChoice>& choices);
    [[nodiscard]] SampleChoice choice() const;
    // What the choice holds; a payload that was typed by hand stays.
    void setSample(const TemplateSample& sample);
    [[nodiscard]] const TemplateSample& sample() const { return m_sample; }
    void showRendering(const TemplateRendering& rendering, const QString& contentType);
    void forget(); // another template's samples and payload
    [[nodiscard]] CodeEditor* view() const { return m_view; }
    [[nodiscard]] QComboBox* chooser() const { return m_chooser; }
    [[nodiscard]] SegmentedControl* parts() const { return m_parts; }

signals:
    void choicesWanted(); // the box is about to open
    void sampleChosen();
    void sampleEdited();
    void lineRequested(int line);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showPart();
    void payloadTyped();

    CodeEditor* m_view;    // the output
    CodeEditor* m_payload; // the sample's body
    SegmentedControl* m_parts;
    QComboBox* m_chooser;
    ToneLabel* m_notes;
    std::vector<SampleChoice> m_choices;
    TemplateSample m_sample;
    TemplateRendering m_rendering;
    bool m_isOwnPayload = false;
    bool m_isLoading = false;
};

} // namespace gw::ui
