// CodeEditor: monospaced text with syntax colours, line numbers, marks of problems, auto indent and a find bar
// (Ctrl+F). The editor of the source view, of bodies and examples.
#pragma once

#include "core/diagnostic.h"
#include "ui/theme/theme.h"

#include <QPlainTextEdit>

#include <vector>

namespace gw::ui {

class FindBar;
class LineNumbers;
class SyntaxColors;

class CodeEditor final : public QPlainTextEdit
{
    Q_OBJECT

public:
    enum class Language { Plain, Json, JsonVariables, Yaml, Xml, Html, JavaScript, Python, Shell, Css, Http, Template };

    struct Mark
    {
        int line = 0; // from 1
        Severity severity = Severity::Error;
        QString message;
        int column = 0; // from 1; 0: the whole line
    };

    explicit CodeEditor(const Theme& theme, QWidget* parent = nullptr);
    ~CodeEditor() override;

    void setLanguage(Language language);
    [[nodiscard]] Language language() const { return m_language; }
    [[nodiscard]] static Language languageOf(const QString& contentType); // "application/problem+json" → Json
    [[nodiscard]] static Language languageOfFile(const QString& name);    // "index.mjs" → JavaScript

    void setMarks(std::vector<Mark> marks);
    [[nodiscard]] const std::vector<Mark>& marks() const { return m_marks; }
    void goTo(int line, int column); // from 1
    // Tints these lines (from 1, both included; 0: none), what is selected elsewhere.
    void setTintedLines(int first, int last);
    // Moves the cursor to `first` and scrolls as little as needed to see the lines, or their beginning.
    void revealLines(int first, int last);
    void setWordWrap(bool wraps);
    void setLineNumbersVisible(bool isVisible);
    void openFind();

    // Replaces what differs and keeps cursor, scroll position and undo history; for text that comes back from the
    // model.
    void updateText(const QString& text);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    friend class LineNumbers;
    void restyle();
    void layOut();
    void highlight();
    [[nodiscard]] QList<QTextEdit::ExtraSelection> tint() const;
    [[nodiscard]] QList<QTextEdit::ExtraSelection> brackets() const;
    [[nodiscard]] QList<QTextEdit::ExtraSelection> matches() const;
    void paintLineNumbers(QPaintEvent* event);
    [[nodiscard]] int gutterWidth() const;
    bool closeBracket(const QKeyEvent& event);
    void breakLine();
    void indentSelection(bool outward);

    const Theme& m_theme;
    Language m_language = Language::Plain;
    std::vector<Mark> m_marks;
    int m_firstTinted = 0;
    int m_lastTinted = 0;
    SyntaxColors* m_syntax;
    LineNumbers* m_gutter;
    FindBar* m_find;
    bool m_showsLineNumbers = true;
};

} // namespace gw::ui
