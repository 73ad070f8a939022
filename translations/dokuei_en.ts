<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>Actions</name>
    <message>
        <source>Open &amp;folder...</source>
        <translation>Open &amp;folder...</translation>
    </message>
    <message>
        <source>Open f&amp;ile...</source>
        <translation>Open f&amp;ile...</translation>
    </message>
    <message>
        <source>Open &amp;sample study</source>
        <translation>Open &amp;sample study</translation>
    </message>
    <message>
        <source>&amp;Close study</source>
        <translation>&amp;Close study</translation>
    </message>
    <message>
        <source>Files left out and &amp;warnings...</source>
        <translation>Files left out and &amp;warnings...</translation>
    </message>
    <message>
        <source>&amp;Export report...</source>
        <translation>&amp;Export report...</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quit</translation>
    </message>
    <message>
        <source>&amp;Four views</source>
        <translation>&amp;Four views</translation>
    </message>
    <message>
        <source>&amp;Large axial view</source>
        <translation>&amp;Large axial view</translation>
    </message>
    <message>
        <source>&amp;Axial view alone</source>
        <translation>&amp;Axial view alone</translation>
    </message>
    <message>
        <source>&amp;Coronal view alone</source>
        <translation>&amp;Coronal view alone</translation>
    </message>
    <message>
        <source>&amp;Sagittal view alone</source>
        <translation>&amp;Sagittal view alone</translation>
    </message>
    <message>
        <source>&amp;Volume rendering alone</source>
        <translation>&amp;Volume rendering alone</translation>
    </message>
    <message>
        <source>&amp;Enlarge the active view</source>
        <translation>&amp;Enlarge the active view</translation>
    </message>
    <message>
        <source>&amp;Next view</source>
        <translation>&amp;Next view</translation>
    </message>
    <message>
        <source>&amp;Previous view</source>
        <translation>&amp;Previous view</translation>
    </message>
    <message>
        <source>Next slice</source>
        <translation>Next slice</translation>
    </message>
    <message>
        <source>Previous slice</source>
        <translation>Previous slice</translation>
    </message>
    <message>
        <source>Ten slices forward</source>
        <translation>Ten slices forward</translation>
    </message>
    <message>
        <source>Ten slices back</source>
        <translation>Ten slices back</translation>
    </message>
    <message>
        <source>First slice</source>
        <translation>First slice</translation>
    </message>
    <message>
        <source>Last slice</source>
        <translation>Last slice</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Zoom in</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Zoom out</translation>
    </message>
    <message>
        <source>&amp;Invert grey values</source>
        <translation>&amp;Invert grey values</translation>
    </message>
    <message>
        <source>&amp;Fit to view</source>
        <translation>&amp;Fit to view</translation>
    </message>
    <message>
        <source>Corner &amp;text</source>
        <translation>Corner &amp;text</translation>
    </message>
    <message>
        <source>Show cross&amp;hair</source>
        <translation>Show cross&amp;hair</translation>
    </message>
    <message>
        <source>&amp;One slice</source>
        <translation>&amp;One slice</translation>
    </message>
    <message>
        <source>&amp;MIP, 10 mm</source>
        <translation>&amp;MIP, 10 mm</translation>
    </message>
    <message>
        <source>M&amp;IP, 20 mm</source>
        <translation>M&amp;IP, 20 mm</translation>
    </message>
    <message>
        <source>Mi&amp;nIP, 10 mm</source>
        <translation>Mi&amp;nIP, 10 mm</translation>
    </message>
    <message>
        <source>M&amp;ean, 5 mm</source>
        <translation>M&amp;ean, 5 mm</translation>
    </message>
    <message>
        <source>&amp;Bone</source>
        <translation>&amp;Bone</translation>
    </message>
    <message>
        <source>&amp;Soft tissue</source>
        <translation>&amp;Soft tissue</translation>
    </message>
    <message>
        <source>&amp;MR</source>
        <translation>&amp;MR</translation>
    </message>
    <message>
        <source>&amp;Library</source>
        <translation>&amp;Library</translation>
    </message>
    <message>
        <source>&amp;Chat and report</source>
        <translation>&amp;Chat and report</translation>
    </message>
    <message>
        <source>F&amp;ull screen</source>
        <translation>F&amp;ull screen</translation>
    </message>
    <message>
        <source>&amp;Crosshair</source>
        <translation>&amp;Crosshair</translation>
    </message>
    <message>
        <source>&amp;Scroll</source>
        <translation>&amp;Scroll</translation>
    </message>
    <message>
        <source>&amp;Zoom</source>
        <translation>&amp;Zoom</translation>
    </message>
    <message>
        <source>&amp;Pan</source>
        <translation>&amp;Pan</translation>
    </message>
    <message>
        <source>&amp;Window width and level</source>
        <translation>&amp;Window width and level</translation>
    </message>
    <message>
        <source>&amp;Length</source>
        <translation>&amp;Length</translation>
    </message>
    <message>
        <source>&amp;Box</source>
        <translation>&amp;Box</translation>
    </message>
    <message>
        <source>Clear &amp;measurements</source>
        <translation>Clear &amp;measurements</translation>
    </message>
    <message>
        <source>&amp;Ask a question</source>
        <translation>&amp;Ask a question</translation>
    </message>
    <message>
        <source>&amp;Draft report</source>
        <translation>&amp;Draft report</translation>
    </message>
    <message>
        <source>&amp;Next finding</source>
        <translation>&amp;Next finding</translation>
    </message>
    <message>
        <source>&amp;Previous finding</source>
        <translation>&amp;Previous finding</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Undo</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Redo</translation>
    </message>
    <message>
        <source>Search the li&amp;brary</source>
        <translation>Search the li&amp;brary</translation>
    </message>
    <message>
        <source>Find a c&amp;ommand...</source>
        <translation>Find a c&amp;ommand...</translation>
    </message>
    <message>
        <source>M&amp;odel manager...</source>
        <translation>M&amp;odel manager...</translation>
    </message>
    <message>
        <source>&amp;Keyboard...</source>
        <translation>&amp;Keyboard...</translation>
    </message>
    <message>
        <source>S&amp;top or cancel</source>
        <translation>S&amp;top or cancel</translation>
    </message>
    <message>
        <source>&amp;Keys and mouse</source>
        <translation>&amp;Keys and mouse</translation>
    </message>
    <message>
        <source>User &amp;guide</source>
        <translation>User &amp;guide</translation>
    </message>
    <message>
        <source>&amp;Licences</source>
        <translation>&amp;Licences</translation>
    </message>
    <message>
        <source>&amp;About Dokuei</source>
        <translation>&amp;About Dokuei</translation>
    </message>
    <message>
        <source>&amp;Dark (reading room)</source>
        <translation>&amp;Dark (reading room)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Light</translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation>&amp;High contrast</translation>
    </message>
    <message>
        <source>Show o&amp;bjects (masks, contours, marks)</source>
        <translation>Show o&amp;bjects (masks, contours, marks)</translation>
    </message>
    <message>
        <source>&amp;Objects of the study</source>
        <translation>&amp;Objects of the study</translation>
    </message>
    <message>
        <source>Memor&amp;y...</source>
        <translation>Memor&amp;y...</translation>
    </message>
    <message>
        <source>I&amp;mport into the library...</source>
        <translation>I&amp;mport into the library...</translation>
    </message>
    <message>
        <source>Check the library</source>
        <translation>Check the library</translation>
    </message>
    <message>
        <source>Re-index the library</source>
        <translation>Re-index the library</translation>
    </message>
    <message>
        <source>Move the library...</source>
        <translation>Move the library...</translation>
    </message>
    <message>
        <source>O&amp;verlays of the images</source>
        <translation>O&amp;verlays of the images</translation>
    </message>
    <message>
        <source>Export &amp;images...</source>
        <translation>Export &amp;images...</translation>
    </message>
    <message>
        <source>Next time point, phase or b-value</source>
        <translation>Next time point, phase or b-value</translation>
    </message>
    <message>
        <source>Previous time point, phase or b-value</source>
        <translation>Previous time point, phase or b-value</translation>
    </message>
    <message>
        <source>&amp;Play or stop the film</source>
        <translation>&amp;Play or stop the film</translation>
    </message>
</context>
<context>
    <name>AnswerView</name>
    <message numerus="yes">
        <source>%n box(es) of this answer were dropped and are not drawn: %1</source>
        <translation>
            <numerusform>%n box of this answer was dropped and is not drawn: %1</numerusform>
            <numerusform>%n boxes of this answer were dropped and are not drawn: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>AI output, to be verified by a physician</source>
        <translation>AI output, to be verified by a physician</translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation>Copy the answer</translation>
    </message>
    <message>
        <source>What the model saw</source>
        <translation>What the model saw</translation>
    </message>
    <message>
        <source>Stopped. The answer is not complete.</source>
        <translation>Stopped. The answer is not complete.</translation>
    </message>
    <message>
        <source>The model gave no answer.</source>
        <translation>The model gave no answer.</translation>
    </message>
    <message>
        <source>Loading the model...</source>
        <translation>Loading the model...</translation>
    </message>
    <message>
        <source>Looking at the images...</source>
        <translation>Looking at the images...</translation>
    </message>
    <message>
        <source>Answering...</source>
        <translation>Answering...</translation>
    </message>
    <message>
        <source>Waiting for the model...</source>
        <translation>Waiting for the model...</translation>
    </message>
    <message>
        <source>first token %1 s</source>
        <translation>first token %1 s</translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation>%1 tokens/s</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>The model was shown %1 of %2 slices; it cannot know what lies on the others.</source>
        <translation>The model was shown %1 of %2 slices; it cannot know what lies on the others.</translation>
    </message>
    <message>
        <source>The answer reached its greatest length and is not complete.</source>
        <translation>The answer reached its greatest length and is not complete.</translation>
    </message>
    <message>
        <source>The model is a chat model to which no image can be shown; it answers without having seen this study.</source>
        <translation>The model is a chat model to which no image can be shown; it answers without having seen this study.</translation>
    </message>
    <message>
        <source>The model named no place.</source>
        <translation>The model named no place.</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this message</source>
        <translation>Close this message</translation>
    </message>
</context>
<context>
    <name>BoxRow</name>
    <message>
        <source>diameter %1 mm</source>
        <translation>diameter %1 mm</translation>
    </message>
    <message>
        <source>%1 ml</source>
        <translation>%1 ml</translation>
    </message>
    <message>
        <source>%1 HU</source>
        <translation>%1 HU</translation>
    </message>
    <message>
        <source>slice %1/%2</source>
        <translation>slice %1/%2</translation>
    </message>
    <message>
        <source>slice %1</source>
        <translation>slice %1</translation>
    </message>
    <message>
        <source>Make a finding of it</source>
        <translation>Make a finding of it</translation>
    </message>
    <message>
        <source>Go to this box</source>
        <translation>Go to this box</translation>
    </message>
</context>
<context>
    <name>Brief</name>
    <message>
        <source>Gantry tilt %1 deg corrected</source>
        <translation>Gantry tilt %1 deg corrected</translation>
    </message>
    <message>
        <source>Slices realigned by up to %1 mm</source>
        <translation>Slices realigned by up to %1 mm</translation>
    </message>
    <message>
        <source>Uneven spacing: resampled between slices</source>
        <translation>Uneven spacing: resampled between slices</translation>
    </message>
    <message>
        <source>Gaps: %1 mm slices every %2 mm</source>
        <translation>Gaps: %1 mm slices every %2 mm</translation>
    </message>
    <message>
        <source>Part of a series, cut at a change of spacing</source>
        <translation>Part of a series, cut at a change of spacing</translation>
    </message>
    <message>
        <source>One of several volumes at this place</source>
        <translation>One of several volumes at this place</translation>
    </message>
    <message>
        <source>Localiser</source>
        <translation>Localiser</translation>
    </message>
    <message>
        <source>Distances are at the detector</source>
        <translation>Distances are at the detector</translation>
    </message>
    <message>
        <source>No frame of reference</source>
        <translation>No frame of reference</translation>
    </message>
    <message>
        <source>phase %1 %</source>
        <translation>phase %1 %</translation>
    </message>
    <message>
        <source>breathing phase %1 %</source>
        <translation>breathing phase %1 %</translation>
    </message>
    <message>
        <source>echo %1</source>
        <translation>echo %1</translation>
    </message>
    <message>
        <source>trigger %1 ms</source>
        <translation>trigger %1 ms</translation>
    </message>
    <message>
        <source>time point %1</source>
        <translation>time point %1</translation>
    </message>
    <message>
        <source>acquisition %1</source>
        <translation>acquisition %1</translation>
    </message>
    <message>
        <source>direction %1</source>
        <translation>direction %1</translation>
    </message>
    <message>
        <source>volume %1</source>
        <translation>volume %1</translation>
    </message>
    <message numerus="yes">
        <source>%n b-value volumes</source>
        <translation>
            <numerusform>%n b-value volume</numerusform>
            <numerusform>%n b-value volumes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n echoes</source>
        <translation>
            <numerusform>%n echo</numerusform>
            <numerusform>%n echoes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n phases</source>
        <translation>
            <numerusform>%n phase</numerusform>
            <numerusform>%n phases</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n time points</source>
        <translation>
            <numerusform>%n time point</numerusform>
            <numerusform>%n time points</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChatPanel</name>
    <message>
        <source>Open a study to ask about it.</source>
        <translation>Open a study to ask about it.</translation>
    </message>
    <message>
        <source>No question can be asked before a model is loaded.</source>
        <translation>No question can be asked before a model is loaded.</translation>
    </message>
    <message>
        <source>The images are still being loaded.</source>
        <translation>The images are still being loaded.</translation>
    </message>
    <message>
        <source>Ask about this study. The answer points at the images.</source>
        <translation>Ask about this study. The answer points at the images.</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>Ask</translation>
    </message>
    <message>
        <source>Stop the answer (Esc)</source>
        <translation>Stop the answer (Esc)</translation>
    </message>
    <message>
        <source>Ask (Ctrl+Enter)</source>
        <translation>Ask (Ctrl+Enter)</translation>
    </message>
    <message>
        <source>Ask about this study</source>
        <translation>Ask about this study</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Question</translation>
    </message>
    <message>
        <source>Open the model manager</source>
        <translation>Open the model manager</translation>
    </message>
    <message>
        <source>Answer with boxes only: the model lists what it sees and where, in a form that can always be drawn</source>
        <translation>Answer with boxes only: the model lists what it sees and where, in a form that can always be drawn</translation>
    </message>
    <message>
        <source>Answer with boxes</source>
        <translation>Answer with boxes</translation>
    </message>
    <message>
        <source>What does this examination show?</source>
        <translation>What does this examination show?</translation>
    </message>
    <message>
        <source>Is anything abnormal, and where?</source>
        <translation>Is anything abnormal, and where?</translation>
    </message>
    <message>
        <source>Describe the findings.</source>
        <translation>Describe the findings.</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Find a command</source>
        <translation>Find a command</translation>
    </message>
</context>
<context>
    <name>Confidence</name>
    <message>
        <source>the model is unsure</source>
        <translation>the model is unsure</translation>
    </message>
    <message>
        <source>Confidence of the model %1 of 1: how probable it held what it wrote. It is not the probability that the finding is there.</source>
        <translation>Confidence of the model %1 of 1: how probable it held what it wrote. It is not the probability that the finding is there.</translation>
    </message>
</context>
<context>
    <name>Corner</name>
    <message>
        <source>ID %1</source>
        <translation>ID %1</translation>
    </message>
    <message>
        <source>Series %1</source>
        <translation>Series %1</translation>
    </message>
    <message>
        <source>Lossy compression</source>
        <translation>Lossy compression</translation>
    </message>
    <message>
        <source>M</source>
        <comment>sex of the patient</comment>
        <translation>M</translation>
    </message>
    <message>
        <source>F</source>
        <comment>sex of the patient</comment>
        <translation>F</translation>
    </message>
    <message>
        <source>%1 y</source>
        <comment>age</comment>
        <translation>%1 y</translation>
    </message>
    <message>
        <source>%1 months</source>
        <comment>age</comment>
        <translation>%1 months</translation>
    </message>
    <message>
        <source>%1 weeks</source>
        <comment>age</comment>
        <translation>%1 weeks</translation>
    </message>
    <message>
        <source>%1 days</source>
        <comment>age</comment>
        <translation>%1 days</translation>
    </message>
    <message>
        <source>Click: the whole list</source>
        <translation>Click: the whole list</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Left drag</source>
        <translation>Left drag</translation>
    </message>
    <message>
        <source>The active tool</source>
        <translation>The active tool</translation>
    </message>
    <message>
        <source>Middle drag</source>
        <translation>Middle drag</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>Pan</translation>
    </message>
    <message>
        <source>Right drag</source>
        <translation>Right drag</translation>
    </message>
    <message>
        <source>Window width and level</source>
        <translation>Window width and level</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Wheel</translation>
    </message>
    <message>
        <source>Slice</source>
        <translation>Slice</translation>
    </message>
    <message>
        <source>Ctrl + wheel</source>
        <translation>Ctrl + wheel</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Shift + wheel</source>
        <translation>Shift + wheel</translation>
    </message>
    <message>
        <source>Slice, fast</source>
        <translation>Slice, fast</translation>
    </message>
    <message>
        <source>Double click</source>
        <translation>Double click</translation>
    </message>
    <message>
        <source>Enlarge the view, or back</source>
        <translation>Enlarge the view, or back</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Key or mouse</source>
        <translation>Key or mouse</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>What it does</translation>
    </message>
    <message>
        <source>Keys and mouse</source>
        <translation>Keys and mouse</translation>
    </message>
    <message>
        <source>The user guide is not installed (resources/help).</source>
        <translation>The user guide is not installed (resources/help).</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>User guide</translation>
    </message>
    <message>
        <source>Dokuei is licensed under the Apache License, Version 2.0.</source>
        <translation>Dokuei is licensed under the Apache License, Version 2.0.</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>Licences</translation>
    </message>
    <message>
        <source>A radiology workstation. Images and questions stay on this machine.</source>
        <translation>A radiology workstation. Images and questions stay on this machine.</translation>
    </message>
    <message>
        <source>AI output, to be verified by a physician. The starter model is for demonstration, not for diagnosis.</source>
        <translation>AI output, to be verified by a physician. The starter model is for demonstration, not for diagnosis.</translation>
    </message>
    <message>
        <source>About Dokuei</source>
        <translation>About Dokuei</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>Command</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>Default keys</source>
        <translation>Default keys</translation>
    </message>
    <message>
        <source>%1 is the key of &quot;%2&quot; already.</source>
        <translation>%1 is the key of &quot;%2&quot; already.</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Keyboard</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export images</source>
        <translation>Export images</translation>
    </message>
    <message>
        <source>Reading what can be exported...</source>
        <translation>Reading what can be exported...</translation>
    </message>
    <message>
        <source>Series to export</source>
        <translation>Series to export</translation>
    </message>
    <message>
        <source>Study and series</source>
        <translation>Study and series</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Objects</translation>
    </message>
    <message>
        <source>To note</source>
        <translation>To note</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>Where to</translation>
    </message>
    <message>
        <source>A new or empty folder</source>
        <translation>A new or empty folder</translation>
    </message>
    <message>
        <source>A ZIP file</source>
        <translation>A ZIP file</translation>
    </message>
    <message>
        <source>Folder or file to export to</source>
        <translation>Folder or file to export to</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>Choose...</translation>
    </message>
    <message>
        <source>De-identify</source>
        <translation>De-identify</translation>
    </message>
    <message>
        <source>Removed: name, ID, birth date, hospital, physicians, free texts, private attributes and overlays. UIDs are replaced consistently. Not looked for: text in the pixels and faces.</source>
        <translation>Removed: name, ID, birth date, hospital, physicians, free texts, private attributes and overlays. UIDs are replaced consistently. Not looked for: text in the pixels and faces.</translation>
    </message>
    <message>
        <source>Remove all dates and times</source>
        <translation>Remove all dates and times</translation>
    </message>
    <message>
        <source>Shift dates, keep intervals and times of day</source>
        <translation>Shift dates, keep intervals and times of day</translation>
    </message>
    <message>
        <source>Keep all dates and times</source>
        <translation>Keep all dates and times</translation>
    </message>
    <message>
        <source>sex, age, size and weight (SUV needs the weight and dates)</source>
        <translation>sex, age, size and weight (SUV needs the weight and dates)</translation>
    </message>
    <message>
        <source>device</source>
        <translation>device</translation>
    </message>
    <message>
        <source>hospital</source>
        <translation>hospital</translation>
    </message>
    <message>
        <source>UIDs</source>
        <translation>UIDs</translation>
    </message>
    <message>
        <source>Save the list of names and pseudonyms beside the export (keep it secret)</source>
        <translation>Save the list of names and pseudonyms beside the export (keep it secret)</translation>
    </message>
    <message>
        <source>Show what changes...</source>
        <translation>Show what changes...</translation>
    </message>
    <message>
        <source>Pseudonym</source>
        <translation>Pseudonym</translation>
    </message>
    <message>
        <source>Dates</source>
        <translation>Dates</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Keep</translation>
    </message>
    <message>
        <source>Reading what can be exported</source>
        <translation>Reading what can be exported</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Cancelled.</translation>
    </message>
    <message numerus="yes">
        <source>%n series can be exported.</source>
        <translation>
            <numerusform>%n series can be exported.</numerusform>
            <numerusform>%n series can be exported.</numerusform>
        </translation>
    </message>
    <message>
        <source>ZIP file</source>
        <translation>ZIP file</translation>
    </message>
    <message>
        <source>ZIP files (*.zip)</source>
        <translation>ZIP files (*.zip)</translation>
    </message>
    <message>
        <source>Folder for the images</source>
        <translation>Folder for the images</translation>
    </message>
    <message>
        <source>Looking at one image</source>
        <translation>Looking at one image</translation>
    </message>
    <message>
        <source>%1 is there already. Replace it?</source>
        <translation>%1 is there already. Replace it?</translation>
    </message>
    <message>
        <source>Exporting, de-identified</source>
        <translation>Exporting, de-identified</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Exporting</translation>
    </message>
    <message>
        <source>Not exported: %1</source>
        <translation>Not exported: %1</translation>
    </message>
</context>
<context>
    <name>ExportTables</name>
    <message>
        <source>text is burned into the pixels</source>
        <translation>text is burned into the pixels</translation>
    </message>
    <message>
        <source>the patient&apos;s name may be burned into the pixels</source>
        <translation>the patient&apos;s name may be burned into the pixels</translation>
    </message>
    <message>
        <source>an overlay lies among the pixel bits and cannot be removed</source>
        <translation>an overlay lies among the pixel bits and cannot be removed</translation>
    </message>
    <message>
        <source>report: its texts are replaced, codes and numbers stay</source>
        <translation>report: its texts are replaced, codes and numbers stay</translation>
    </message>
    <message>
        <source>document: cannot be de-identified</source>
        <translation>document: cannot be de-identified</translation>
    </message>
    <message>
        <source>a maker&apos;s own kind of object: cannot be de-identified</source>
        <translation>a maker&apos;s own kind of object: cannot be de-identified</translation>
    </message>
    <message>
        <source>the face can be recognised in 3D</source>
        <translation>the face can be recognised in 3D</translation>
    </message>
    <message>
        <source>(removed)</source>
        <translation>(removed)</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(empty)</translation>
    </message>
    <message>
        <source>What de-identification changes in the first image</source>
        <translation>What de-identification changes in the first image</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Attribute</source>
        <translation>Attribute</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Before</translation>
    </message>
    <message>
        <source>After</source>
        <translation>After</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Images exported</source>
        <translation>Images exported</translation>
    </message>
    <message>
        <source>%1 images and objects in %2 series, %3, in %4 s</source>
        <translation>%1 images and objects in %2 series, %3, in %4 s</translation>
    </message>
    <message>
        <source>De-identified by DICOM PS3.15 Annex E. Look at the pictures before you hand them on: the program does not look for text in them.</source>
        <translation>De-identified by DICOM PS3.15 Annex E. Look at the pictures before you hand them on: the program does not look for text in them.</translation>
    </message>
    <message>
        <source>Not exported, or not in the directory</source>
        <translation>Not exported, or not in the directory</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Open folder</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Search patient, ID, date, description</source>
        <translation>Search patient, ID, date, description</translation>
    </message>
    <message>
        <source>Search the library</source>
        <translation>Search the library</translation>
    </message>
    <message>
        <source>Any date</source>
        <translation>Any date</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Today</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>Last 7 days</translation>
    </message>
    <message>
        <source>Last 30 days</source>
        <translation>Last 30 days</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>Last year</translation>
    </message>
    <message>
        <source>From - to</source>
        <translation>From - to</translation>
    </message>
    <message>
        <source>Newest</source>
        <translation>Newest</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Study date</source>
        <translation>Study date</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>Modality</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>Order</translation>
    </message>
    <message>
        <source>First study date</source>
        <translation>First study date</translation>
    </message>
    <message>
        <source>Last study date</source>
        <translation>Last study date</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>Recent</translation>
    </message>
    <message>
        <source>All</source>
        <translation>All</translation>
    </message>
</context>
<context>
    <name>FindingRow</name>
    <message>
        <source>proposed</source>
        <translation>proposed</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>accepted</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>edited</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>rejected</translation>
    </message>
    <message>
        <source>written by AI</source>
        <translation>written by AI</translation>
    </message>
    <message>
        <source>written by a person</source>
        <translation>written by a person</translation>
    </message>
    <message>
        <source>written by AI, edited by a person</source>
        <translation>written by AI, edited by a person</translation>
    </message>
    <message>
        <source>present</source>
        <translation>present</translation>
    </message>
    <message>
        <source>uncertain</source>
        <translation>uncertain</translation>
    </message>
    <message>
        <source>absent</source>
        <translation>absent</translation>
    </message>
    <message>
        <source>(no text yet)</source>
        <translation>(no text yet)</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>Sentence</translation>
    </message>
    <message>
        <source>Certainty</source>
        <translation>Certainty</translation>
    </message>
    <message>
        <source>The AI wrote: %1</source>
        <translation>The AI wrote: %1</translation>
    </message>
    <message>
        <source>Accept (A)</source>
        <translation>Accept (A)</translation>
    </message>
    <message>
        <source>Take back the rejection (X)</source>
        <translation>Take back the rejection (X)</translation>
    </message>
    <message>
        <source>Reject (X)</source>
        <translation>Reject (X)</translation>
    </message>
    <message>
        <source>Edit (Enter)</source>
        <translation>Edit (Enter)</translation>
    </message>
    <message>
        <source>Draw a box for it (B)</source>
        <translation>Draw a box for it (B)</translation>
    </message>
    <message>
        <source>Delete (Del)</source>
        <translation>Delete (Del)</translation>
    </message>
    <message>
        <source>AI, edited</source>
        <translation>AI, edited</translation>
    </message>
    <message>
        <source>by hand</source>
        <translation>by hand</translation>
    </message>
    <message>
        <source>no box</source>
        <translation>no box</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>&amp;Copy the files into the library</source>
        <translation>&amp;Copy the files into the library</translation>
    </message>
    <message>
        <source>&amp;Leave the files where they are</source>
        <translation>&amp;Leave the files where they are</translation>
    </message>
    <message>
        <source>Import into the library</source>
        <translation>Import into the library</translation>
    </message>
    <message>
        <source>What is imported</source>
        <translation>What is imported</translation>
    </message>
    <message>
        <source>Add &amp;folder...</source>
        <translation>Add &amp;folder...</translation>
    </message>
    <message>
        <source>Add f&amp;ile, ZIP or DICOMDIR...</source>
        <translation>Add f&amp;ile, ZIP or DICOMDIR...</translation>
    </message>
    <message>
        <source>&amp;Import</source>
        <translation>&amp;Import</translation>
    </message>
    <message>
        <source>They are kept in %1, also when the medium is taken out.</source>
        <translation>They are kept in %1, also when the medium is taken out.</translation>
    </message>
    <message>
        <source>Takes no space. The studies open only while the medium is there. ZIP archives are always copied.</source>
        <translation>Takes no space. The studies open only while the medium is there. ZIP archives are always copied.</translation>
    </message>
    <message>
        <source>Folder to import</source>
        <translation>Folder to import</translation>
    </message>
    <message>
        <source>File to import</source>
        <translation>File to import</translation>
    </message>
</context>
<context>
    <name>Jobs</name>
    <message>
        <source>There is not enough memory for this. Close a study and try again.</source>
        <translation>There is not enough memory for this. Close a study and try again.</translation>
    </message>
</context>
<context>
    <name>JobsBar</name>
    <message numerus="yes">
        <source>(%n job(s))</source>
        <translation>
            <numerusform>(%n job)</numerusform>
            <numerusform>(%n jobs)</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the list of jobs</source>
        <translation>Show the list of jobs</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation>Cancel %1</translation>
    </message>
    <message>
        <source>%1/%2, %3 per second</source>
        <translation>%1/%2, %3 per second</translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <translation>Cancel: %1</translation>
    </message>
    <message>
        <source>%1 MB/s, %2 left</source>
        <translation>%1 MB/s, %2 left</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
</context>
<context>
    <name>LibraryPanel</name>
    <message>
        <source>Library</source>
        <translation>Library</translation>
    </message>
    <message>
        <source>Open folder...</source>
        <translation>Open folder...</translation>
    </message>
    <message>
        <source>Open sample study</source>
        <translation>Open sample study</translation>
    </message>
    <message>
        <source>[open]</source>
        <translation>[open]</translation>
    </message>
    <message>
        <source>No study matches.</source>
        <translation>No study matches.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Studies of the same patient</source>
        <translation>Studies of the same patient</translation>
    </message>
    <message>
        <source>Import...</source>
        <translation>Import...</translation>
    </message>
    <message>
        <source>Show more</source>
        <translation>Show more</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Go on</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>Leave it</translation>
    </message>
    <message>
        <source>The import of %1 did not come to its end.</source>
        <translation>The import of %1 did not come to its end.</translation>
    </message>
    <message>
        <source>%1 of %2 studies</source>
        <translation>%1 of %2 studies</translation>
    </message>
    <message numerus="yes">
        <source>%n study(ies)</source>
        <translation>
            <numerusform>%n study</numerusform>
            <numerusform>%n studies</numerusform>
        </translation>
    </message>
    <message>
        <source>Open a folder to look at it once. Import it, or drop it here, to keep it in the library.</source>
        <translation>Open a folder to look at it once. Import it, or drop it here, to keep it in the library.</translation>
    </message>
    <message>
        <source>All studies of %1</source>
        <translation>All studies of %1</translation>
    </message>
    <message>
        <source>No date</source>
        <translation>No date</translation>
    </message>
    <message>
        <source>%1
Double click opens it in a tab beside.</source>
        <translation>%1
Double click opens it in a tab beside.</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columns</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>Show in the file manager</translation>
    </message>
    <message>
        <source>Export images...</source>
        <translation>Export images...</translation>
    </message>
    <message>
        <source>Delete...</source>
        <translation>Delete...</translation>
    </message>
</context>
<context>
    <name>LibraryTree</name>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Modality</source>
        <translation>Modality</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>Accession number</source>
        <translation>Accession number</translation>
    </message>
    <message>
        <source>Study</source>
        <translation>Study</translation>
    </message>
    <message>
        <source>No patient name</source>
        <translation>No patient name</translation>
    </message>
    <message>
        <source>[open]</source>
        <translation>[open]</translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message>
        <source>The files are not there now. Is the medium connected?</source>
        <translation>The files are not there now. Is the medium connected?</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Reading the study...</source>
        <translation>Reading the study...</translation>
    </message>
    <message>
        <source>Making the sample study</source>
        <translation>Making the sample study</translation>
    </message>
    <message>
        <source>The sample study could not be made. %1</source>
        <translation>The sample study could not be made. %1</translation>
    </message>
    <message numerus="yes">
        <source>This folder holds %n studies. The largest is shown; the others are in the library.</source>
        <translation>
            <numerusform>This folder holds %n study.</numerusform>
            <numerusform>This folder holds %n studies. The largest is shown; the others are in the library.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n file(s) left out. The rest is shown.</source>
        <translation>
            <numerusform>%1: %n file left out. The rest is shown.</numerusform>
            <numerusform>%1: %n files left out. The rest is shown.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show the list</source>
        <translation>Show the list</translation>
    </message>
    <message>
        <source>Drag a box in a view. Esc cancels.</source>
        <translation>Drag a box in a view. Esc cancels.</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Open folder</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>Open file</translation>
    </message>
    <message>
        <source>No series</source>
        <translation>No series</translation>
    </message>
    <message>
        <source>Added to the report.</source>
        <translation>Added to the report.</translation>
    </message>
    <message>
        <source>The library cannot be used. %1</source>
        <translation>The library cannot be used. %1</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;File</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;View</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>&amp;Tools</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Help</translation>
    </message>
    <message>
        <source>&amp;Series</source>
        <translation>&amp;Series</translation>
    </message>
    <message>
        <source>&amp;Layout</source>
        <translation>&amp;Layout</translation>
    </message>
    <message>
        <source>&amp;Window presets</source>
        <translation>&amp;Window presets</translation>
    </message>
    <message>
        <source>Sla&amp;b</source>
        <translation>Sla&amp;b</translation>
    </message>
    <message>
        <source>Volume &amp;rendering</source>
        <translation>Volume &amp;rendering</translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation>&amp;Panels</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>Lan&amp;guage</translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation>T&amp;heme</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Tools</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Library</translation>
    </message>
    <message>
        <source>Chat and report</source>
        <translation>Chat and report</translation>
    </message>
    <message>
        <source>Chat</source>
        <translation>Chat</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Report</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Layout</translation>
    </message>
    <message>
        <source>Layout of the views</source>
        <translation>Layout of the views</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Window</translation>
    </message>
    <message>
        <source>Window presets  (1-9)</source>
        <translation>Window presets  (1-9)</translation>
    </message>
    <message>
        <source>Choose a series of this study</source>
        <translation>Choose a series of this study</translation>
    </message>
    <message>
        <source>Model manager</source>
        <translation>Model manager</translation>
    </message>
    <message>
        <source>Open studies</source>
        <translation>Open studies</translation>
    </message>
    <message>
        <source>Series %1/%2</source>
        <translation>Series %1/%2</translation>
    </message>
    <message>
        <source>Slice %1/%2</source>
        <translation>Slice %1/%2</translation>
    </message>
    <message>
        <source>Folder for the report</source>
        <translation>Folder for the report</translation>
    </message>
    <message>
        <source>Close this study</source>
        <translation>Close this study</translation>
    </message>
    <message>
        <source>Objects of the study</source>
        <translation>Objects of the study</translation>
    </message>
    <message>
        <source>This study holds no images. Its reports and documents are listed at the left; Enter or a double click opens one.</source>
        <translation>This study holds no images. Its reports and documents are listed at the left; Enter or a double click opens one.</translation>
    </message>
    <message>
        <source>Set aside to make room for other images. It is loaded again when you come back to it.</source>
        <translation>Set aside to make room for other images. It is loaded again when you come back to it.</translation>
    </message>
    <message>
        <source>Empty folder for the library</source>
        <translation>Empty folder for the library</translation>
    </message>
    <message>
        <source>Removing the old library folder</source>
        <translation>Removing the old library folder</translation>
    </message>
    <message>
        <source>The library is being moved. Import when that is done.</source>
        <translation>The library is being moved. Import when that is done.</translation>
    </message>
    <message>
        <source>Importing %1</source>
        <translation>Importing %1</translation>
    </message>
    <message>
        <source>The import was cancelled. What was imported stays; it can go on later.</source>
        <translation>The import was cancelled. What was imported stays; it can go on later.</translation>
    </message>
    <message>
        <source>%1 could not be imported. %2</source>
        <translation>%1 could not be imported. %2</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) imported</source>
        <translation>
            <numerusform>%n file imported</numerusform>
            <numerusform>%n files imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n known already</source>
        <translation>
            <numerusform>%n known already</numerusform>
            <numerusform>%n known already</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n duplicate(s)</source>
        <translation>
            <numerusform>%n duplicate</numerusform>
            <numerusform>%n duplicates</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not DICOM</source>
        <translation>
            <numerusform>%n not DICOM</numerusform>
            <numerusform>%n not DICOM</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left out</source>
        <translation>
            <numerusform>%n left out</numerusform>
            <numerusform>%n left out</numerusform>
        </translation>
    </message>
    <message>
        <source>Drawing the pictures of the library</source>
        <translation>Drawing the pictures of the library</translation>
    </message>
    <message numerus="yes">
        <source>%n copied file(s) in the library folder will be deleted. This cannot be undone.</source>
        <translation>
            <numerusform>%n copied file in the library folder will be deleted. This cannot be undone.</numerusform>
            <numerusform>%n copied files in the library folder will be deleted. This cannot be undone.</numerusform>
        </translation>
    </message>
    <message>
        <source>The original files stay where they are: the library only forgets them.</source>
        <translation>The original files stay where they are: the library only forgets them.</translation>
    </message>
    <message>
        <source>Reports on this study stay, signed ones too.</source>
        <translation>Reports on this study stay, signed ones too.</translation>
    </message>
    <message>
        <source>Delete a study</source>
        <translation>Delete a study</translation>
    </message>
    <message>
        <source>Delete %1, %2 %3?</source>
        <translation>Delete %1, %2 %3?</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Forget</translation>
    </message>
    <message>
        <source>Checking the library</source>
        <translation>Checking the library</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) checked</source>
        <translation>
            <numerusform>%n file checked</numerusform>
            <numerusform>%n files checked</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing is wrong</source>
        <translation>nothing is wrong</translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) lie on a medium that is not there</source>
        <translation>
            <numerusform>%n file lies on a medium that is not there</numerusform>
            <numerusform>%n files lie on a medium that is not there</numerusform>
        </translation>
    </message>
    <message>
        <source>Re-indexing the library</source>
        <translation>Re-indexing the library</translation>
    </message>
    <message>
        <source>Moving the library</source>
        <translation>Moving the library</translation>
    </message>
    <message>
        <source>The library is now in %1.</source>
        <translation>The library is now in %1.</translation>
    </message>
    <message>
        <source>The library stays in %1. Moving it to the same folder again goes on.</source>
        <translation>The library stays in %1. Moving it to the same folder again goes on.</translation>
    </message>
    <message>
        <source>The library was not moved. %1</source>
        <translation>The library was not moved. %1</translation>
    </message>
    <message>
        <source>This folder holds reports of several studies. Those of one are shown; open the others one by one.</source>
        <translation>This folder holds reports of several studies. Those of one are shown; open the others one by one.</translation>
    </message>
    <message>
        <source>Studies and images (*.zip *.dcm *.nii *.nii.gz *.nrrd *.nhdr *.mha *.mhd DICOMDIR);;All files (*)</source>
        <translation>Studies and images (*.zip *.dcm *.nii *.nii.gz *.nrrd *.nhdr *.mha *.mhd DICOMDIR);;All files (*)</translation>
    </message>
    <message>
        <source>brightness</source>
        <translation>brightness</translation>
    </message>
    <message>
        <source>whole series, resampled</source>
        <translation>whole series, resampled</translation>
    </message>
    <message>
        <source>Looking at the folder</source>
        <translation>Looking at the folder</translation>
    </message>
</context>
<context>
    <name>MemoryDialog</name>
    <message>
        <source>Memory</source>
        <translation>Memory</translation>
    </message>
    <message>
        <source>Open images share this memory. When it is short, the images not looked at for longest are set aside and loaded again when you come back to them.</source>
        <translation>Open images share this memory. When it is short, the images not looked at for longest are set aside and loaded again when you come back to them.</translation>
    </message>
    <message>
        <source>Memory for images</source>
        <translation>Memory for images</translation>
    </message>
    <message>
        <source>In use now</source>
        <translation>In use now</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Default</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>ModelChoice</name>
    <message>
        <source>Looking for a GPU</source>
        <translation>Looking for a GPU</translation>
    </message>
</context>
<context>
    <name>ModelInputDialog</name>
    <message>
        <source>What the model saw</source>
        <translation>What the model saw</translation>
    </message>
    <message>
        <source>Preprocessed volume: %1 x %2 x %3 voxels of %4 x %5 x %6 mm, axial slices from the first to the last</source>
        <translation>Preprocessed volume: %1 x %2 x %3 voxels of %4 x %5 x %6 mm, axial slices from the first to the last</translation>
    </message>
    <message>
        <source>Soft tissue</source>
        <translation>Soft tissue</translation>
    </message>
    <message>
        <source>Lung</source>
        <translation>Lung</translation>
    </message>
    <message>
        <source>Bone</source>
        <translation>Bone</translation>
    </message>
    <message>
        <source>Exact text given to the model</source>
        <translation>Exact text given to the model</translation>
    </message>
    <message>
        <source>Drawing...</source>
        <translation>Drawing...</translation>
    </message>
    <message>
        <source>The model was given no images with this question.</source>
        <translation>The model was given no images with this question.</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) in the order in which they were given; the first has %1 x %2 pixels</source>
        <translation>
            <numerusform>%n picture in the order in which they were given; the first has %1 x %2 pixels</numerusform>
            <numerusform>%n pictures in the order in which they were given; the first has %1 x %2 pixels</numerusform>
        </translation>
    </message>
    <message>
        <source>Preprocessed volume: %1 x %2 x %3 cells of brightness, slices from the first to the last</source>
        <translation>Preprocessed volume: %1 x %2 x %3 cells of brightness, slices from the first to the last</translation>
    </message>
    <message>
        <source>Picture %1</source>
        <translation>Picture %1</translation>
    </message>
    <message>
        <source>slice %1</source>
        <translation>slice %1</translation>
    </message>
</context>
<context>
    <name>ModelJobs</name>
    <message>
        <source>Loading the model</source>
        <translation>Loading the model</translation>
    </message>
    <message>
        <source>Reading the images for the model</source>
        <translation>Reading the images for the model</translation>
    </message>
    <message>
        <source>The model looks at the images</source>
        <translation>The model looks at the images</translation>
    </message>
</context>
<context>
    <name>ModelManager</name>
    <message>
        <source>Model folder</source>
        <translation>Model folder</translation>
    </message>
    <message>
        <source>Model manager</source>
        <translation>Model manager</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Device</translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation>Choose...</translation>
    </message>
    <message>
        <source>GPU when there is one</source>
        <translation>GPU when there is one</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>GPU (CUDA)</source>
        <translation>GPU (CUDA)</translation>
    </message>
    <message>
        <source>Load this model</source>
        <translation>Load this model</translation>
    </message>
    <message>
        <source>Shipped model</source>
        <translation>Shipped model</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Checking the model</source>
        <translation>Checking the model</translation>
    </message>
    <message>
        <source>The check was stopped.</source>
        <translation>The check was stopped.</translation>
    </message>
    <message>
        <source>An answer is being written. Stop it and load the other model?</source>
        <translation>An answer is being written. Stop it and load the other model?</translation>
    </message>
    <message>
        <source>Stop and load</source>
        <translation>Stop and load</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Checking every file of this model...</source>
        <translation>Checking every file of this model...</translation>
    </message>
    <message>
        <source>This model cannot be used. %1</source>
        <translation>This model cannot be used. %1</translation>
    </message>
    <message>
        <source>The files are sound.</source>
        <translation>The files are sound.</translation>
    </message>
    <message>
        <source>Press Enter to check the folder.</source>
        <translation>Press Enter to check the folder.</translation>
    </message>
    <message>
        <source>That is too much for this machine. Choose a smaller form, or close other programs.</source>
        <translation>That is too much for this machine. Choose a smaller form, or close other programs.</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>In use</translation>
    </message>
    <message>
        <source>Model to load</source>
        <translation>Model to load</translation>
    </message>
    <message>
        <source>A Hugging Face model folder; it can also be dropped on the window</source>
        <translation>A Hugging Face model folder; it can also be dropped on the window</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>Weights</translation>
    </message>
    <message>
        <source>Slices shown, at most</source>
        <translation>Slices shown, at most</translation>
    </message>
    <message>
        <source>Longest answer</source>
        <translation>Longest answer</translation>
    </message>
    <message>
        <source>as the model&apos;s family wants</source>
        <translation>as the model&apos;s family wants</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> tokens</translation>
    </message>
    <message>
        <source>Read the images as soon as a study is opened</source>
        <translation>Read the images as soon as a study is opened</translation>
    </message>
    <message>
        <source>The first answer comes sooner; with a large model the processor is busy for minutes.</source>
        <translation>The first answer comes sooner; with a large model the processor is busy for minutes.</translation>
    </message>
    <message>
        <source>Weights in memory (%1): about %2. Free now: %3.</source>
        <translation>Weights in memory (%1): about %2. Free now: %3.</translation>
    </message>
</context>
<context>
    <name>ModelService</name>
    <message>
        <source>No model loaded. Viewing and reporting work. Open the model manager.</source>
        <translation>No model loaded. Viewing and reporting work. Open the model manager.</translation>
    </message>
    <message>
        <source>The model is being loaded. Viewing and reporting work meanwhile.</source>
        <translation>The model is being loaded. Viewing and reporting work meanwhile.</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation>%1 on %2</translation>
    </message>
    <message>
        <source>Loading was stopped.</source>
        <translation>Loading was stopped.</translation>
    </message>
    <message>
        <source>The model could not be loaded: %1</source>
        <translation>The model could not be loaded: %1</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>No model is loaded.</translation>
    </message>
    <message>
        <source>The former model is in use again.</source>
        <translation>The former model is in use again.</translation>
    </message>
    <message>
        <source>The former model is being loaded again.</source>
        <translation>The former model is being loaded again.</translation>
    </message>
    <message>
        <source>Viewing and reporting work. Choose another model in the model manager.</source>
        <translation>Viewing and reporting work. Choose another model in the model manager.</translation>
    </message>
</context>
<context>
    <name>ModelText</name>
    <message>
        <source>%1 million parameters</source>
        <translation>%1 million parameters</translation>
    </message>
    <message>
        <source>%1 billion parameters</source>
        <translation>%1 billion parameters</translation>
    </message>
    <message>
        <source>chosen by size and device</source>
        <translation>chosen by size and device</translation>
    </message>
    <message>
        <source>as stored</source>
        <translation>as stored</translation>
    </message>
    <message>
        <source>for demonstration, not for diagnosis</source>
        <translation>for demonstration, not for diagnosis</translation>
    </message>
    <message>
        <source>A public checkpoint: for research, not for diagnosis.</source>
        <translation>A public checkpoint: for research, not for diagnosis.</translation>
    </message>
    <message>
        <source>The publisher&apos;s licence holds.</source>
        <translation>The publisher&apos;s licence holds.</translation>
    </message>
    <message>
        <source>, weights held as %1</source>
        <translation>, weights held as %1</translation>
    </message>
    <message>
        <source>A chat model: no image can be shown to it.</source>
        <translation>A chat model: no image can be shown to it.</translation>
    </message>
    <message>
        <source>Licence: %1</source>
        <translation>Licence: %1</translation>
    </message>
    <message>
        <source>%1, %2 on disk as %3</source>
        <translation>%1, %2 on disk as %3</translation>
    </message>
    <message>
        <source>Licence: see the file %1 in the folder</source>
        <translation>Licence: see the file %1 in the folder</translation>
    </message>
    <message>
        <source>The folder names no licence; that of its publisher holds.</source>
        <translation>The folder names no licence; that of its publisher holds.</translation>
    </message>
</context>
<context>
    <name>ObjectReader</name>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>frame %1</source>
        <translation>frame %1</translation>
    </message>
    <message>
        <source>Save the document</source>
        <translation>Save the document</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>All files (*)</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>Saving %1</translation>
    </message>
    <message>
        <source>This document (%1) cannot be shown here. It can be saved as a file.</source>
        <translation>This document (%1) cannot be shown here. It can be saved as a file.</translation>
    </message>
    <message>
        <source>Save as...</source>
        <translation>Save as...</translation>
    </message>
    <message>
        <source>Verified</source>
        <translation>Verified</translation>
    </message>
    <message>
        <source>Not verified</source>
        <translation>Not verified</translation>
    </message>
    <message>
        <source>image %1</source>
        <translation>image %1</translation>
    </message>
    <message>
        <source>region on image %1</source>
        <translation>region on image %1</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>Reading %1</translation>
    </message>
</context>
<context>
    <name>ObjectsPanel</name>
    <message>
        <source>Segmentation</source>
        <translation>Segmentation</translation>
    </message>
    <message>
        <source>Contours (RT structure set)</source>
        <translation>Contours (RT structure set)</translation>
    </message>
    <message>
        <source>Structured report</source>
        <translation>Structured report</translation>
    </message>
    <message>
        <source>Key images</source>
        <translation>Key images</translation>
    </message>
    <message>
        <source>Presentation state</source>
        <translation>Presentation state</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>Document</translation>
    </message>
    <message>
        <source>Not shown</source>
        <translation>Not shown</translation>
    </message>
    <message>
        <source>Objects of the study</source>
        <translation>Objects of the study</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>Opacity</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Colour</translation>
    </message>
    <message>
        <source>reading...</source>
        <translation>reading...</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>Without a name</translation>
    </message>
    <message>
        <source>[AI]</source>
        <translation>[AI]</translation>
    </message>
    <message>
        <source>Slice %1</source>
        <translation>Slice %1</translation>
    </message>
</context>
<context>
    <name>OverlayPainter</name>
    <message>
        <source>Loading %1 %</source>
        <translation>Loading %1 %</translation>
    </message>
</context>
<context>
    <name>PhaseBar</name>
    <message>
        <source>Stop playing  (V)</source>
        <translation>Stop playing  (V)</translation>
    </message>
    <message>
        <source>Play  (V)</source>
        <translation>Play  (V)</translation>
    </message>
    <message>
        <source>Time point, phase, b-value or echo  (, and . or Alt+wheel)</source>
        <translation>Time point, phase, b-value or echo  (, and . or Alt+wheel)</translation>
    </message>
</context>
<context>
    <name>ProblemsDialog</name>
    <message>
        <source>(shown series)</source>
        <translation>(shown series)</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be opened.</source>
        <translation>
            <numerusform>%n file could not be opened.</numerusform>
            <numerusform>%n files could not be opened.</numerusform>
        </translation>
    </message>
    <message>
        <source>No file was left out.</source>
        <translation>No file was left out.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) of other kinds lie beside the images (programs, texts).</source>
        <translation>
            <numerusform>%n file of another kind lies beside the images (program, text).</numerusform>
            <numerusform>%n files of other kinds lie beside the images (programs, texts).</numerusform>
        </translation>
    </message>
    <message>
        <source>The first %1 are shown; a copy of the list holds all.</source>
        <translation>The first %1 are shown; a copy of the list holds all.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>Files left out and warnings</source>
        <translation>Files left out and warnings</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>Copy the list</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Open the folder</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
</context>
<context>
    <name>ReasoningView</name>
    <message>
        <source>Reasoning (AI): thinking...</source>
        <translation>Reasoning (AI): thinking...</translation>
    </message>
    <message>
        <source>Reasoning (AI)</source>
        <translation>Reasoning (AI)</translation>
    </message>
    <message>
        <source>What the model wrote before its answer. It is not part of the answer and is never copied into the report.</source>
        <translation>What the model wrote before its answer. It is not part of the answer and is never copied into the report.</translation>
    </message>
    <message>
        <source>Reasoning of the model</source>
        <translation>Reasoning of the model</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>does not exist</source>
        <translation>does not exist</translation>
    </message>
    <message>
        <source>not a DICOM file</source>
        <translation>not a DICOM file</translation>
    </message>
    <message>
        <source>the folder holds no files</source>
        <translation>the folder holds no files</translation>
    </message>
    <message>
        <source>none of its %1 files can be opened as an image, for example %2: %3</source>
        <translation>none of its %1 files can be opened as an image, for example %2: %3</translation>
    </message>
    <message>
        <source>cannot be opened (%1)</source>
        <translation>cannot be opened (%1)</translation>
    </message>
    <message>
        <source>cannot be read (%1)</source>
        <translation>cannot be read (%1)</translation>
    </message>
    <message>
        <source>cannot be read whole</source>
        <translation>cannot be read whole</translation>
    </message>
    <message>
        <source>damaged DICOM file (%1)</source>
        <translation>damaged DICOM file (%1)</translation>
    </message>
    <message>
        <source>not DICOM, but lies among DICOM images; open it on its own</source>
        <translation>not DICOM, but lies among DICOM images; open it on its own</translation>
    </message>
    <message>
        <source>a directory of DICOM files (DICOMDIR), not an image</source>
        <translation>a directory of DICOM files (DICOMDIR), not an image</translation>
    </message>
    <message>
        <source>holds no image (%1)</source>
        <translation>holds no image (%1)</translation>
    </message>
    <message>
        <source>holds no image</source>
        <translation>holds no image</translation>
    </message>
    <message>
        <source>the same image as %1</source>
        <translation>the same image as %1</translation>
    </message>
    <message>
        <source>pixels of %1 bits stored in %2 are not supported</source>
        <translation>pixels of %1 bits stored in %2 are not supported</translation>
    </message>
    <message>
        <source>%1 samples per pixel are not supported</source>
        <translation>%1 samples per pixel are not supported</translation>
    </message>
    <message>
        <source>rows and columns are missing or not plausible</source>
        <translation>rows and columns are missing or not plausible</translation>
    </message>
    <message>
        <source>more frames than any scan has</source>
        <translation>more frames than any scan has</translation>
    </message>
    <message>
        <source>promises more pixels than a file of this size can hold</source>
        <translation>promises more pixels than a file of this size can hold</translation>
    </message>
    <message>
        <source>the pixel data are missing (the file may be cut short)</source>
        <translation>the pixel data are missing (the file may be cut short)</translation>
    </message>
    <message>
        <source>the pixel data are missing</source>
        <translation>the pixel data are missing</translation>
    </message>
    <message>
        <source>the pixel data are cut short: %1 of %2 bytes</source>
        <translation>the pixel data are cut short: %1 of %2 bytes</translation>
    </message>
    <message>
        <source>the pixel data are cut short</source>
        <translation>the pixel data are cut short</translation>
    </message>
    <message>
        <source>the pixel data cannot be decoded (%1)</source>
        <translation>the pixel data cannot be decoded (%1)</translation>
    </message>
    <message>
        <source>a part of the pixel data is missing</source>
        <translation>a part of the pixel data is missing</translation>
    </message>
    <message>
        <source>the compressed pixel data are missing</source>
        <translation>the compressed pixel data are missing</translation>
    </message>
    <message>
        <source>the JPEG 2000 data are damaged or cut short</source>
        <translation>the JPEG 2000 data are damaged or cut short</translation>
    </message>
    <message>
        <source>the JPEG 2000 data are damaged</source>
        <translation>the JPEG 2000 data are damaged</translation>
    </message>
    <message>
        <source>the JPEG-LS data are damaged (%1)</source>
        <translation>the JPEG-LS data are damaged (%1)</translation>
    </message>
    <message>
        <source>the image has another size than when the folder was read</source>
        <translation>the image has another size than when the folder was read</translation>
    </message>
    <message>
        <source>not decoded: %1: %2</source>
        <translation>not decoded: %1: %2</translation>
    </message>
    <message>
        <source>not enough memory</source>
        <translation>not enough memory</translation>
    </message>
    <message>
        <source>a volume of %1 x %2 x %3 voxels is not plausible</source>
        <translation>a volume of %1 x %2 x %3 voxels is not plausible</translation>
    </message>
    <message>
        <source>the voxels are cut short: %1 of %2 bytes</source>
        <translation>the voxels are cut short: %1 of %2 bytes</translation>
    </message>
    <message>
        <source>its voxels (%1) are missing</source>
        <translation>its voxels (%1) are missing</translation>
    </message>
    <message>
        <source>its size is not plausible</source>
        <translation>its size is not plausible</translation>
    </message>
    <message>
        <source>its geometry is not plausible</source>
        <translation>its geometry is not plausible</translation>
    </message>
    <message>
        <source>its header is damaged</source>
        <translation>its header is damaged</translation>
    </message>
    <message>
        <source>this type of numbers is not supported</source>
        <translation>this type of numbers is not supported</translation>
    </message>
    <message>
        <source>holds no number at all</source>
        <translation>holds no number at all</translation>
    </message>
    <message>
        <source>has %1 values in each voxel; the first one is shown</source>
        <translation>has %1 values in each voxel; the first one is shown</translation>
    </message>
    <message>
        <source>%1 voxels hold no number; they are shown with the smallest value</source>
        <translation>%1 voxels hold no number; they are shown with the smallest value</translation>
    </message>
    <message>
        <source>the values look like Hounsfield units; the file does not tell</source>
        <translation>the values look like Hounsfield units; the file does not tell</translation>
    </message>
    <message>
        <source>values are as stored: the modality lookup table is not applied</source>
        <translation>values are as stored: the modality lookup table is not applied</translation>
    </message>
    <message>
        <source>every image names a frame of reference of its own; they are taken as one</source>
        <translation>every image names a frame of reference of its own; they are taken as one</translation>
    </message>
    <message>
        <source>localiser (scout), not a volume to measure in</source>
        <translation>localiser (scout), not a volume to measure in</translation>
    </message>
    <message>
        <source>the size of a pixel is not told; 1 mm is assumed</source>
        <translation>the size of a pixel is not told; 1 mm is assumed</translation>
    </message>
    <message>
        <source>the image has no position in the patient</source>
        <translation>the image has no position in the patient</translation>
    </message>
    <message>
        <source>the frames have no position in the patient; they are stacked in the order of the file, 1 mm apart</source>
        <translation>the frames have no position in the patient; they are stacked in the order of the file, 1 mm apart</translation>
    </message>
    <message>
        <source>gantry tilt of %1 degrees corrected: the slices are moved within their planes (resampled)</source>
        <translation>gantry tilt of %1 degrees corrected: the slices are moved within their planes (resampled)</translation>
    </message>
    <message>
        <source>the slices are displaced against each other by up to %1 mm; they are moved within their planes (resampled)</source>
        <translation>the slices are displaced against each other by up to %1 mm; they are moved within their planes (resampled)</translation>
    </message>
    <message>
        <source>the slices are %1 mm thick but %2 mm apart: nothing is known between them</source>
        <translation>the slices are %1 mm thick but %2 mm apart: nothing is known between them</translation>
    </message>
    <message>
        <source>the series holds several images at each place; this volume is the one of %1</source>
        <translation>the series holds several images at each place; this volume is the one of %1</translation>
    </message>
    <message>
        <source>several images lie at the same place and nothing tells them apart (%1)</source>
        <translation>several images lie at the same place and nothing tells them apart (%1)</translation>
    </message>
    <message>
        <source>the series is cut between %1 and %2: the distance there is %3 mm, not %4 mm (%5 slices are missing)</source>
        <translation>the series is cut between %1 and %2: the distance there is %3 mm, not %4 mm (%5 slices are missing)</translation>
    </message>
    <message>
        <source>the series is cut between %1 and %2: the distance there is %3 mm, not %4 mm (1 slice is missing)</source>
        <translation>the series is cut between %1 and %2: the distance there is %3 mm, not %4 mm (1 slice is missing)</translation>
    </message>
    <message>
        <source>the series is cut between %1 and %2: the distance there is %3 mm, not %4 mm</source>
        <translation>the series is cut between %1 and %2: the distance there is %3 mm, not %4 mm</translation>
    </message>
    <message>
        <source>the series is cut between %1 and %2: the distance there is %3 mm</source>
        <translation>the series is cut between %1 and %2: the distance there is %3 mm</translation>
    </message>
    <message>
        <source>its sequences are nested too deeply</source>
        <translation>its sequences are nested too deeply</translation>
    </message>
    <message>
        <source>a deflated data set that grows out of all proportion</source>
        <translation>a deflated data set that grows out of all proportion</translation>
    </message>
    <message>
        <source>is not a segmentation</source>
        <translation>is not a segmentation</translation>
    </message>
    <message>
        <source>is not a structure set</source>
        <translation>is not a structure set</translation>
    </message>
    <message>
        <source>is not a structured report</source>
        <translation>is not a structured report</translation>
    </message>
    <message>
        <source>is not a presentation state</source>
        <translation>is not a presentation state</translation>
    </message>
    <message>
        <source>is not a document</source>
        <translation>is not a document</translation>
    </message>
    <message>
        <source>is cut short</source>
        <translation>is cut short</translation>
    </message>
    <message>
        <source>the document is missing</source>
        <translation>the document is missing</translation>
    </message>
    <message>
        <source>the document is too large</source>
        <translation>the document is too large</translation>
    </message>
    <message>
        <source>holds more items than any study has</source>
        <translation>holds more items than any study has</translation>
    </message>
    <message>
        <source>its content is nested deeper than any report</source>
        <translation>its content is nested deeper than any report</translation>
    </message>
    <message>
        <source>names no segment</source>
        <translation>names no segment</translation>
    </message>
    <message>
        <source>two segments have the number %1</source>
        <translation>two segments have the number %1</translation>
    </message>
    <message>
        <source>two regions have the number %1</source>
        <translation>two regions have the number %1</translation>
    </message>
    <message>
        <source>frame %1 belongs to no segment that is named</source>
        <translation>frame %1 belongs to no segment that is named</translation>
    </message>
    <message>
        <source>segmentations of the type %1 are not supported</source>
        <translation>segmentations of the type %1 are not supported</translation>
    </message>
    <message>
        <source>pixels of %1 bits are not supported in a segmentation</source>
        <translation>pixels of %1 bits are not supported in a segmentation</translation>
    </message>
    <message>
        <source>a compressed segmentation of this kind is not supported</source>
        <translation>a compressed segmentation of this kind is not supported</translation>
    </message>
    <message>
        <source>does not tell where its frames lie</source>
        <translation>does not tell where its frames lie</translation>
    </message>
    <message>
        <source>its frames have different orientations or pixel sizes</source>
        <translation>its frames have different orientations or pixel sizes</translation>
    </message>
    <message>
        <source>its frames are not evenly spaced</source>
        <translation>its frames are not evenly spaced</translation>
    </message>
    <message>
        <source>two of its frames lie in one plane at different places</source>
        <translation>two of its frames lie in one plane at different places</translation>
    </message>
    <message>
        <source>its masks are too ragged to be shown</source>
        <translation>its masks are too ragged to be shown</translation>
    </message>
    <message>
        <source>not enough memory for its masks (%1 MB more)</source>
        <translation>not enough memory for its masks (%1 MB more)</translation>
    </message>
    <message>
        <source>holds voxels of segments that it does not name; left out</source>
        <translation>holds voxels of segments that it does not name; left out</translation>
    </message>
    <message>
        <source>holds contours of a region that it does not name; left out</source>
        <translation>holds contours of a region that it does not name; left out</translation>
    </message>
    <message>
        <source>a contour has no whole points</source>
        <translation>a contour has no whole points</translation>
    </message>
    <message>
        <source>a contour encloses no area</source>
        <translation>a contour encloses no area</translation>
    </message>
    <message>
        <source>its contours reach further than any patient</source>
        <translation>its contours reach further than any patient</translation>
    </message>
    <message>
        <source>the contours of &quot;%1&quot; do not lie in parallel planes</source>
        <translation>the contours of &quot;%1&quot; do not lie in parallel planes</translation>
    </message>
    <message>
        <source>only outlines: %1</source>
        <translation>only outlines: %1</translation>
    </message>
    <message>
        <source>a region of it has no whole points</source>
        <translation>a region of it has no whole points</translation>
    </message>
    <message>
        <source>a figure of it has no whole points</source>
        <translation>a figure of it has no whole points</translation>
    </message>
    <message>
        <source>refers to images that are not here</source>
        <translation>refers to images that are not here</translation>
    </message>
    <message>
        <source>its frame of reference is not that of the images</source>
        <translation>its frame of reference is not that of the images</translation>
    </message>
    <message>
        <source>names neither images nor a frame of reference</source>
        <translation>names neither images nor a frame of reference</translation>
    </message>
    <message>
        <source>regions on images that are not here: %1</source>
        <translation>regions on images that are not here: %1</translation>
    </message>
    <message>
        <source>regions in a frame of reference that is not that of the images: %1</source>
        <translation>regions in a frame of reference that is not that of the images: %1</translation>
    </message>
    <message>
        <source>key images that are not here: %1</source>
        <translation>key images that are not here: %1</translation>
    </message>
    <message>
        <source>images that it names and that are not here: %1</source>
        <translation>images that it names and that are not here: %1</translation>
    </message>
    <message>
        <source>asks for a turned or mirrored image; the image is shown as it lies in the patient</source>
        <translation>asks for a turned or mirrored image; the image is shown as it lies in the patient</translation>
    </message>
    <message>
        <source>its shutter is not applied</source>
        <translation>its shutter is not applied</translation>
    </message>
    <message>
        <source>its greyscale table (VOI LUT) is not applied</source>
        <translation>its greyscale table (VOI LUT) is not applied</translation>
    </message>
    <message>
        <source>its greyscale table (presentation LUT) is not applied</source>
        <translation>its greyscale table (presentation LUT) is not applied</translation>
    </message>
    <message>
        <source>cannot be written (%1)</source>
        <translation>cannot be written (%1)</translation>
    </message>
    <message>
        <source>the JPEG-LS data are damaged</source>
        <translation>the JPEG-LS data are damaged</translation>
    </message>
    <message>
        <source>not enough memory for a volume of %1 MB: the machine has %2 MB left, %3 MB are missing</source>
        <translation>not enough memory for a volume of %1 MB: the machine has %2 MB left, %3 MB are missing</translation>
    </message>
    <message>
        <source>the memory set aside for images is too small: %1 MB are needed, %2 of %3 MB are free, %4 MB are missing</source>
        <translation>the memory set aside for images is too small: %1 MB are needed, %2 of %3 MB are free, %4 MB are missing</translation>
    </message>
    <message>
        <source>index of studies: %1</source>
        <translation>index of studies: %1</translation>
    </message>
    <message>
        <source>the database is damaged; re-index the library</source>
        <translation>the database is damaged; re-index the library</translation>
    </message>
    <message>
        <source>another program has the library open; close it and try again</source>
        <translation>another program has the library open; close it and try again</translation>
    </message>
    <message>
        <source>the library is being moved by another program; try again when it is done</source>
        <translation>the library is being moved by another program; try again when it is done</translation>
    </message>
    <message>
        <source>another program keeps it busy</source>
        <translation>another program keeps it busy</translation>
    </message>
    <message>
        <source>it was made by a newer version of this program</source>
        <translation>it was made by a newer version of this program</translation>
    </message>
    <message>
        <source>it cannot be written</source>
        <translation>it cannot be written</translation>
    </message>
    <message>
        <source>the library folder is not there. Is the medium connected?</source>
        <translation>the library folder is not there. Is the medium connected?</translation>
    </message>
    <message>
        <source>the library folder cannot be written</source>
        <translation>the library folder cannot be written</translation>
    </message>
    <message>
        <source>the disk is full: %1 MB are free</source>
        <translation>the disk is full: %1 MB are free</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>the disk is full</translation>
    </message>
    <message>
        <source>has no identifier (SOP Instance UID)</source>
        <translation>has no identifier (SOP Instance UID)</translation>
    </message>
    <message>
        <source>does not tell which study and series it belongs to</source>
        <translation>does not tell which study and series it belongs to</translation>
    </message>
    <message>
        <source>another file with the same identifier (SOP Instance UID) but other content is in the library</source>
        <translation>another file with the same identifier (SOP Instance UID) but other content is in the library</translation>
    </message>
    <message>
        <source>its copy disappeared while it was imported</source>
        <translation>its copy disappeared while it was imported</translation>
    </message>
    <message>
        <source>holds no library</source>
        <translation>holds no library</translation>
    </message>
    <message>
        <source>the library lies there already</source>
        <translation>the library lies there already</translation>
    </message>
    <message>
        <source>lies inside the library itself</source>
        <translation>lies inside the library itself</translation>
    </message>
    <message>
        <source>is not empty</source>
        <translation>is not empty</translation>
    </message>
    <message>
        <source>was not written correctly; check the disk</source>
        <translation>was not written correctly; check the disk</translation>
    </message>
    <message>
        <source>cannot be deleted (%1)</source>
        <translation>cannot be deleted (%1)</translation>
    </message>
    <message>
        <source>the copy is not there</source>
        <translation>the copy is not there</translation>
    </message>
    <message>
        <source>the copy has another size than when it was made</source>
        <translation>the copy has another size than when it was made</translation>
    </message>
    <message>
        <source>the copy is damaged: other bytes than when it was made</source>
        <translation>the copy is damaged: other bytes than when it was made</translation>
    </message>
    <message>
        <source>was changed since it was imported</source>
        <translation>was changed since it was imported</translation>
    </message>
    <message>
        <source>lies in the library folder, but is not in the index</source>
        <translation>lies in the library folder, but is not in the index</translation>
    </message>
    <message>
        <source>the counts of %1 studies are wrong</source>
        <translation>the counts of %1 studies are wrong</translation>
    </message>
    <message>
        <source>the text declares no character set; it was read as %1</source>
        <translation>the text declares no character set; it was read as %1</translation>
    </message>
    <message>
        <source>the text declares no character set; its escape sequences were followed</source>
        <translation>the text declares no character set; its escape sequences were followed</translation>
    </message>
    <message>
        <source>the text declares no character set and cannot be read whole</source>
        <translation>the text declares no character set and cannot be read whole</translation>
    </message>
    <message>
        <source>the text is not in the character set that it declares (%1); it was read as %2</source>
        <translation>the text is not in the character set that it declares (%1); it was read as %2</translation>
    </message>
    <message>
        <source>the text holds characters that its character set (%1) does not have</source>
        <translation>the text holds characters that its character set (%1) does not have</translation>
    </message>
    <message>
        <source>the character set is misspelt (%1); it was read as %2</source>
        <translation>the character set is misspelt (%1); it was read as %2</translation>
    </message>
    <message>
        <source>a supplemental colour table comes with the image; only its grey values are shown</source>
        <translation>a supplemental colour table comes with the image; only its grey values are shown</translation>
    </message>
    <message>
        <source>values of more than 24 bits are kept with 24 bits of precision</source>
        <translation>values of more than 24 bits are kept with 24 bits of precision</translation>
    </message>
    <message>
        <source>the colour table (palette) is missing or damaged</source>
        <translation>the colour table (palette) is missing or damaged</translation>
    </message>
    <message>
        <source>the colour table (palette) is missing</source>
        <translation>the colour table (palette) is missing</translation>
    </message>
    <message>
        <source>an overlay is left out because its size or place is impossible (%1)</source>
        <translation>an overlay is left out because its size or place is impossible (%1)</translation>
    </message>
    <message>
        <source>the JPEG data are damaged</source>
        <translation>the JPEG data are damaged</translation>
    </message>
    <message>
        <source>a kind of JPEG that is not supported</source>
        <translation>a kind of JPEG that is not supported</translation>
    </message>
    <message>
        <source>the JPEG image has another size than the header tells</source>
        <translation>the JPEG image has another size than the header tells</translation>
    </message>
    <message>
        <source>the JPEG-LS image has another size than the header tells</source>
        <translation>the JPEG-LS image has another size than the header tells</translation>
    </message>
    <message>
        <source>the JPEG 2000 image has another size than the header tells</source>
        <translation>the JPEG 2000 image has another size than the header tells</translation>
    </message>
    <message>
        <source>the compression &quot;%1&quot; is not supported</source>
        <translation>the compression &quot;%1&quot; is not supported</translation>
    </message>
    <message>
        <source>the image has other pixels than when the folder was read</source>
        <translation>the image has other pixels than when the folder was read</translation>
    </message>
    <message>
        <source>is there already</source>
        <translation>is there already</translation>
    </message>
    <message>
        <source>is there already and is not an empty folder</source>
        <translation>is there already and is not an empty folder</translation>
    </message>
    <message>
        <source>is a folder</source>
        <translation>is a folder</translation>
    </message>
    <message>
        <source>the folder does not exist</source>
        <translation>the folder does not exist</translation>
    </message>
    <message>
        <source>cannot be written</source>
        <translation>cannot be written</translation>
    </message>
    <message>
        <source>holds no DICOM object that could be exported</source>
        <translation>holds no DICOM object that could be exported</translation>
    </message>
    <message>
        <source>none of its %1 files can be exported, for example %2: %3</source>
        <translation>none of its %1 files can be exported, for example %2: %3</translation>
    </message>
    <message>
        <source>belongs to no study or no series</source>
        <translation>belongs to no study or no series</translation>
    </message>
    <message>
        <source>the same object as another file</source>
        <translation>the same object as another file</translation>
    </message>
    <message>
        <source>does not tell what kind of object it is</source>
        <translation>does not tell what kind of object it is</translation>
    </message>
    <message>
        <source>a directory (DICOMDIR) has no entry for its kind</source>
        <translation>a directory (DICOMDIR) has no entry for its kind</translation>
    </message>
    <message>
        <source>none of the chosen series is there</source>
        <translation>none of the chosen series is there</translation>
    </message>
    <message>
        <source>not complete (%1)</source>
        <translation>not complete (%1)</translation>
    </message>
    <message>
        <source>cannot be written in the form that media demand</source>
        <translation>cannot be written in the form that media demand</translation>
    </message>
    <message>
        <source>cannot be opened as a ZIP archive (damaged or cut short)</source>
        <translation>cannot be opened as a ZIP archive (damaged or cut short)</translation>
    </message>
    <message>
        <source>damaged in the archive</source>
        <translation>damaged in the archive</translation>
    </message>
    <message>
        <source>has more entries than any study has</source>
        <translation>has more entries than any study has</translation>
    </message>
    <message>
        <source>the archive holds another file of this name</source>
        <translation>the archive holds another file of this name</translation>
    </message>
    <message>
        <source>its name leads out of the archive; refused</source>
        <translation>its name leads out of the archive; refused</translation>
    </message>
    <message>
        <source>its name is damaged</source>
        <translation>its name is damaged</translation>
    </message>
    <message>
        <source>encrypted in the archive; unpack it with its password first</source>
        <translation>encrypted in the archive; unpack it with its password first</translation>
    </message>
    <message>
        <source>packed in a way that is not supported (method %1)</source>
        <translation>packed in a way that is not supported (method %1)</translation>
    </message>
    <message>
        <source>the archive&apos;s directory contradicts itself</source>
        <translation>the archive&apos;s directory contradicts itself</translation>
    </message>
    <message>
        <source>would unpack to more than any packing allows; refused</source>
        <translation>would unpack to more than any packing allows; refused</translation>
    </message>
    <message>
        <source>shares its bytes with another entry of the archive; refused</source>
        <translation>shares its bytes with another entry of the archive; refused</translation>
    </message>
    <message>
        <source>a ZIP archive; open it on its own</source>
        <translation>a ZIP archive; open it on its own</translation>
    </message>
    <message>
        <source>an archive within an archive; unpack it first</source>
        <translation>an archive within an archive; unpack it first</translation>
    </message>
    <message>
        <source>from an archive only DICOM is opened; unpack it first</source>
        <translation>from an archive only DICOM is opened; unpack it first</translation>
    </message>
    <message>
        <source>not a file that can be read</source>
        <translation>not a file that can be read</translation>
    </message>
    <message>
        <source>not a DICOM file, though its name says so</source>
        <translation>not a DICOM file, though its name says so</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>the file is empty</translation>
    </message>
    <message>
        <source>holds no directory of files</source>
        <translation>holds no directory of files</translation>
    </message>
    <message>
        <source>its header is larger than that of any image</source>
        <translation>its header is larger than that of any image</translation>
    </message>
    <message>
        <source>named in the DICOMDIR, but not on the medium</source>
        <translation>named in the DICOMDIR, but not on the medium</translation>
    </message>
    <message>
        <source>lies outside the folder of its DICOMDIR (a link)</source>
        <translation>lies outside the folder of its DICOMDIR (a link)</translation>
    </message>
    <message>
        <source>the DICOMDIR names a file outside its folder; refused</source>
        <translation>the DICOMDIR names a file outside its folder; refused</translation>
    </message>
    <message>
        <source>%1 more files that the DICOMDIR names are not on the medium</source>
        <translation>%1 more files that the DICOMDIR names are not on the medium</translation>
    </message>
    <message>
        <source>none of its %1 files is a DICOM file</source>
        <translation>none of its %1 files is a DICOM file</translation>
    </message>
    <message>
        <source>%1 of %2 frames are in the file (cut short); the others are missing</source>
        <translation>%1 of %2 frames are in the file (cut short); the others are missing</translation>
    </message>
    <message>
        <source>stored in a way that is not known here (transfer syntax %1)</source>
        <translation>stored in a way that is not known here (transfer syntax %1)</translation>
    </message>
    <message>
        <source>has no frame %1</source>
        <translation>has no frame %1</translation>
    </message>
    <message>
        <source>the colour image cannot be decoded</source>
        <translation>the colour image cannot be decoded</translation>
    </message>
    <message>
        <source>the frames cannot be told apart in the pixel data</source>
        <translation>the frames cannot be told apart in the pixel data</translation>
    </message>
    <message>
        <source>the pixel data are of a wrong type</source>
        <translation>the pixel data are of a wrong type</translation>
    </message>
    <message>
        <source>the size of a frame cannot be told</source>
        <translation>the size of a frame cannot be told</translation>
    </message>
    <message>
        <source>distances are those at the detector, not in the patient</source>
        <translation>distances are those at the detector, not in the patient</translation>
    </message>
    <message>
        <source>mosaic of several slices, which are not taken apart</source>
        <translation>mosaic of several slices, which are not taken apart</translation>
    </message>
    <message>
        <source>holds no DICOM images</source>
        <translation>holds no DICOM images</translation>
    </message>
    <message>
        <source>the run-length data are cut short</source>
        <translation>the run-length data are cut short</translation>
    </message>
    <message>
        <source>the run-length data are damaged</source>
        <translation>the run-length data are damaged</translation>
    </message>
    <message>
        <source>the run-length data do not have the segments that the header tells</source>
        <translation>the run-length data do not have the segments that the header tells</translation>
    </message>
    <message>
        <source>index of studies: %1 (%2)</source>
        <translation>index of studies: %1 (%2)</translation>
    </message>
    <message>
        <source>cannot be opened</source>
        <translation>cannot be opened</translation>
    </message>
    <message>
        <source>cannot be read as NIfTI: %1</source>
        <translation>cannot be read as NIfTI: %1</translation>
    </message>
    <message>
        <source>does not have cubic voxels of at least 0.5 mm</source>
        <translation>does not have cubic voxels of at least 0.5 mm</translation>
    </message>
    <message>
        <source>does not run along the patient&apos;s axes</source>
        <translation>does not run along the patient&apos;s axes</translation>
    </message>
    <message>
        <source>does not show lungs above kidneys</source>
        <translation>does not show lungs above kidneys</translation>
    </message>
    <message>
        <source>is not a label volume of a body</source>
        <translation>is not a label volume of a body</translation>
    </message>
    <message>
        <source>is too large for a body of labels</source>
        <translation>is too large for a body of labels</translation>
    </message>
    <message>
        <source>lists no label</source>
        <translation>lists no label</translation>
    </message>
    <message>
        <source>lacks the text &quot;%1&quot;</source>
        <translation>lacks the text &quot;%1&quot;</translation>
    </message>
    <message>
        <source>cannot set DICOM attribute %1: %2</source>
        <translation>cannot set DICOM attribute %1: %2</translation>
    </message>
    <message>
        <source>holds other files (%1); give an empty or new folder</source>
        <translation>holds other files (%1); give an empty or new folder</translation>
    </message>
    <message>
        <source>is a file, not a folder</source>
        <translation>is a file, not a folder</translation>
    </message>
    <message>
        <source>the direction matrix of the volume is singular</source>
        <translation>the direction matrix of the volume is singular</translation>
    </message>
    <message>
        <source>the image has another size than when the file was first read</source>
        <translation>the image has another size than when the file was first read</translation>
    </message>
    <message>
        <source>the volume was made from another source</source>
        <translation>the volume was made from another source</translation>
    </message>
    <message>
        <source>holds no series %1</source>
        <translation>holds no series %1</translation>
    </message>
    <message>
        <source>the file ends before its first element</source>
        <translation>the file ends before its first element</translation>
    </message>
    <message>
        <source>more objects in one folder than a medium can name</source>
        <translation>more objects in one folder than a medium can name</translation>
    </message>
    <message>
        <source>nothing is left to export: series %1 %2</source>
        <translation>nothing is left to export: series %1 %2</translation>
    </message>
    <message>
        <source>a pseudonym has 1 to 48 letters, digits, blanks or - _ . and no blank at its ends</source>
        <translation>a pseudonym has 1 to 48 letters, digits, blanks or - _ . and no blank at its ends</translation>
    </message>
    <message>
        <source>the JPEG image is too large</source>
        <translation>the JPEG image is too large</translation>
    </message>
    <message>
        <source>another file lies there</source>
        <translation>another file lies there</translation>
    </message>
    <message>
        <source>cannot be made</source>
        <translation>cannot be made</translation>
    </message>
    <message>
        <source>the image has other pixels than when the file was first read</source>
        <translation>the image has other pixels than when the file was first read</translation>
    </message>
    <message>
        <source>missing: image %1 at %2 mm</source>
        <translation>missing: image %1 at %2 mm</translation>
    </message>
    <message>
        <source>missing: %1 images at %2 mm</source>
        <translation>missing: %1 images at %2 mm</translation>
    </message>
    <message>
        <source>missing: %1 image at %2 mm</source>
        <translation>missing: %1 image at %2 mm</translation>
    </message>
    <message>
        <source>the images of the series differ in %1; they are kept apart</source>
        <translation>the images of the series differ in %1; they are kept apart</translation>
    </message>
    <message>
        <source>the series names no frame of reference: its places cannot be compared with those of other series</source>
        <translation>the series names no frame of reference: its places cannot be compared with those of other series</translation>
    </message>
    <message>
        <source>the slices are unevenly spaced; this volume is interpolated between them every %1 mm (resampled)</source>
        <translation>the slices are unevenly spaced; this volume is interpolated between them every %1 mm (resampled)</translation>
    </message>
    <message>
        <source>no SUV: %1</source>
        <translation>no SUV: %1</translation>
    </message>
    <message>
        <source>the body weight is not told</source>
        <translation>the body weight is not told</translation>
    </message>
    <message>
        <source>the injected dose is not told</source>
        <translation>the injected dose is not told</translation>
    </message>
    <message>
        <source>an injected dose of %1 Bq is not plausible</source>
        <translation>an injected dose of %1 Bq is not plausible</translation>
    </message>
    <message>
        <source>the values are not corrected for decay</source>
        <translation>the values are not corrected for decay</translation>
    </message>
    <message>
        <source>it is not told to which time the decay is corrected</source>
        <translation>it is not told to which time the decay is corrected</translation>
    </message>
    <message>
        <source>the half-life is not told</source>
        <translation>the half-life is not told</translation>
    </message>
    <message>
        <source>the time of the injection is not told</source>
        <translation>the time of the injection is not told</translation>
    </message>
    <message>
        <source>the time of the scan is not told</source>
        <translation>the time of the scan is not told</translation>
    </message>
    <message>
        <source>its images contradict each other about dose, weight or units</source>
        <translation>its images contradict each other about dose, weight or units</translation>
    </message>
    <message>
        <source>the values are counts and no factor to activity is told</source>
        <translation>the values are counts and no factor to activity is told</translation>
    </message>
    <message>
        <source>the values are not activity (%1)</source>
        <translation>the values are not activity (%1)</translation>
    </message>
    <message>
        <source>the injection is told to be after the scan</source>
        <translation>the injection is told to be after the scan</translation>
    </message>
    <message>
        <source>more than ten half-lives lie between injection and scan</source>
        <translation>more than ten half-lives lie between injection and scan</translation>
    </message>
    <message>
        <source>the values are SUV by another measure than body weight (%1)</source>
        <translation>the values are SUV by another measure than body weight (%1)</translation>
    </message>
    <message>
        <source>distances are those at the detector divided by the told magnification %1</source>
        <translation>distances are those at the detector divided by the told magnification %1</translation>
    </message>
    <message>
        <source>the regions of the picture have different scales; distances are not told</source>
        <translation>the regions of the picture have different scales; distances are not told</translation>
    </message>
    <message>
        <source>distances are valid within the ultrasound picture only</source>
        <translation>distances are valid within the ultrasound picture only</translation>
    </message>
    <message>
        <source>the file does not tell how it lies in the patient</source>
        <translation>the file does not tell how it lies in the patient</translation>
    </message>
    <message>
        <source>the file tells two places (qform and sform) up to %1 mm apart; the sform is taken</source>
        <translation>the file tells two places (qform and sform) up to %1 mm apart; the sform is taken</translation>
    </message>
    <message>
        <source>the axes of the file are not at right angles</source>
        <translation>the axes of the file are not at right angles</translation>
    </message>
    <message>
        <source>the image has fewer volumes than when the file was first read</source>
        <translation>the image has fewer volumes than when the file was first read</translation>
    </message>
    <message>
        <source>its header does not tell the number, distance and direction of its slices</source>
        <translation>its header does not tell the number, distance and direction of its slices</translation>
    </message>
    <message>
        <source>No model is loaded.</source>
        <translation>No model is loaded.</translation>
    </message>
    <message>
        <source>There is not enough memory for this answer. Close other studies or programs and ask again.</source>
        <translation>There is not enough memory for this answer. Close other studies or programs and ask again.</translation>
    </message>
    <message>
        <source>The GPU has not enough memory for this answer. Close other programs or choose the CPU.</source>
        <translation>The GPU has not enough memory for this answer. Close other programs or choose the CPU.</translation>
    </message>
    <message>
        <source>The model failed: %1</source>
        <translation>The model failed: %1</translation>
    </message>
    <message>
        <source>is no model directory</source>
        <translation>is no model directory</translation>
    </message>
    <message>
        <source>does not name a model_type</source>
        <translation>does not name a model_type</translation>
    </message>
    <message>
        <source>describes a model of type %1, which this program does not know</source>
        <translation>describes a model of type %1, which this program does not know</translation>
    </message>
    <message>
        <source>cannot run on the GPU: %1</source>
        <translation>cannot run on the GPU: %1</translation>
    </message>
    <message>
        <source>cannot be mapped (%1)</source>
        <translation>cannot be mapped (%1)</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>cannot be read</translation>
    </message>
    <message>
        <source>is not a plain file</source>
        <translation>is not a plain file</translation>
    </message>
    <message>
        <source>is too short to hold weights</source>
        <translation>is too short to hold weights</translation>
    </message>
    <message>
        <source>is truncated: its header does not fit into the file</source>
        <translation>is truncated: its header does not fit into the file</translation>
    </message>
    <message>
        <source>has a damaged header: it claims %1 bytes</source>
        <translation>has a damaged header: it claims %1 bytes</translation>
    </message>
    <message>
        <source>has a damaged header (%1)</source>
        <translation>has a damaged header (%1)</translation>
    </message>
    <message>
        <source>has a damaged header</source>
        <translation>has a damaged header</translation>
    </message>
    <message>
        <source>lists the tensor %1 twice</source>
        <translation>lists the tensor %1 twice</translation>
    </message>
    <message>
        <source>has a gap before tensor %1</source>
        <translation>has a gap before tensor %1</translation>
    </message>
    <message>
        <source>holds bytes that belong to no tensor</source>
        <translation>holds bytes that belong to no tensor</translation>
    </message>
    <message>
        <source>does not list the weights</source>
        <translation>does not list the weights</translation>
    </message>
    <message>
        <source>does not name the file of tensor %1</source>
        <translation>does not name the file of tensor %1</translation>
    </message>
    <message>
        <source>names a file outside the model directory: %1</source>
        <translation>names a file outside the model directory: %1</translation>
    </message>
    <message>
        <source>tensor %1 has another shape than config.json tells</source>
        <translation>tensor %1 has another shape than config.json tells</translation>
    </message>
    <message>
        <source>tensor %1 has another shape than the configuration tells</source>
        <translation>tensor %1 has another shape than the configuration tells</translation>
    </message>
    <message>
        <source>tensor %1 is not part of this model</source>
        <translation>tensor %1 is not part of this model</translation>
    </message>
    <message>
        <source>tensor %1 is of a type that weights cannot have</source>
        <translation>tensor %1 is of a type that weights cannot have</translation>
    </message>
    <message>
        <source>tensor %1 overlaps another one</source>
        <translation>tensor %1 overlaps another one</translation>
    </message>
    <message>
        <source>tensor %1 is missing</source>
        <translation>tensor %1 is missing</translation>
    </message>
    <message>
        <source>lies beyond the end of the file, which may be truncated</source>
        <translation>lies beyond the end of the file, which may be truncated</translation>
    </message>
    <message>
        <source>has a range that does not fit its type and shape</source>
        <translation>has a range that does not fit its type and shape</translation>
    </message>
    <message>
        <source>has a range that ends before it begins</source>
        <translation>has a range that ends before it begins</translation>
    </message>
    <message>
        <source>has a shape that makes no sense</source>
        <translation>has a shape that makes no sense</translation>
    </message>
    <message>
        <source>has the type %1, which is not supported</source>
        <translation>has the type %1, which is not supported</translation>
    </message>
    <message>
        <source>has no range</source>
        <translation>has no range</translation>
    </message>
    <message>
        <source>has more tokens than the decoder that config.json describes</source>
        <translation>has more tokens than the decoder that config.json describes</translation>
    </message>
    <message>
        <source>holds sizes that make no sense</source>
        <translation>holds sizes that make no sense</translation>
    </message>
    <message>
        <source>is not a configuration of the starter model (%1)</source>
        <translation>is not a configuration of the starter model (%1)</translation>
    </message>
    <message>
        <source>lacks the control token %1</source>
        <translation>lacks the control token %1</translation>
    </message>
    <message>
        <source>lacks the entry %1</source>
        <translation>lacks the entry %1</translation>
    </message>
    <message>
        <source>leaves no room for a question beside the image</source>
        <translation>leaves no room for a question beside the image</translation>
    </message>
    <message>
        <source>line %1 does not have three columns</source>
        <translation>line %1 does not have three columns</translation>
    </message>
    <message>
        <source>is not a tokenizer description (%1)</source>
        <translation>is not a tokenizer description (%1)</translation>
    </message>
    <message>
        <source>is too large for a tokenizer</source>
        <translation>is too large for a tokenizer</translation>
    </message>
    <message>
        <source>Unicode normalisation is not available on this machine</source>
        <translation>Unicode normalisation is not available on this machine</translation>
    </message>
    <message>
        <source>a text cannot be normalised</source>
        <translation>a text cannot be normalised</translation>
    </message>
    <message>
        <source>a merge does not join two tokens</source>
        <translation>a merge does not join two tokens</translation>
    </message>
    <message>
        <source>a merge joins nothing</source>
        <translation>a merge joins nothing</translation>
    </message>
    <message>
        <source>a token is longer than %1 bytes</source>
        <translation>a token is longer than %1 bytes</translation>
    </message>
    <message>
        <source>an added token is empty or too long</source>
        <translation>an added token is empty or too long</translation>
    </message>
    <message>
        <source>an empty pattern matches nothing</source>
        <translation>an empty pattern matches nothing</translation>
    </message>
    <message>
        <source>its steps are nested too deeply or too many</source>
        <translation>its steps are nested too deeply or too many</translation>
    </message>
    <message>
        <source>the decoder %1 is not supported</source>
        <translation>the decoder %1 is not supported</translation>
    </message>
    <message>
        <source>the decoder replaces an empty text</source>
        <translation>the decoder replaces an empty text</translation>
    </message>
    <message>
        <source>the decoder&apos;s configuration holds sizes that make no sense</source>
        <translation>the decoder&apos;s configuration holds sizes that make no sense</translation>
    </message>
    <message>
        <source>the list of added tokens is malformed or too long</source>
        <translation>the list of added tokens is malformed or too long</translation>
    </message>
    <message>
        <source>the list of merges is missing or too long</source>
        <translation>the list of merges is missing or too long</translation>
    </message>
    <message>
        <source>the merge &quot;%1&quot; does not join two tokens</source>
        <translation>the merge &quot;%1&quot; does not join two tokens</translation>
    </message>
    <message>
        <source>the merge of &quot;%1&quot; and &quot;%2&quot; uses a token that is not in the vocabulary</source>
        <translation>the merge of &quot;%1&quot; and &quot;%2&quot; uses a token that is not in the vocabulary</translation>
    </message>
    <message>
        <source>the model type %1 is not supported, only BPE is</source>
        <translation>the model type %1 is not supported, only BPE is</translation>
    </message>
    <message>
        <source>the model&apos;s %1 is not supported</source>
        <translation>the model&apos;s %1 is not supported</translation>
    </message>
    <message>
        <source>the normalizer %1 is not supported</source>
        <translation>the normalizer %1 is not supported</translation>
    </message>
    <message>
        <source>the pattern %1 is not a regular expression (%2)</source>
        <translation>the pattern %1 is not a regular expression (%2)</translation>
    </message>
    <message>
        <source>the pre-tokenizer %1 is not supported</source>
        <translation>the pre-tokenizer %1 is not supported</translation>
    </message>
    <message>
        <source>the split behaviour %1 is not supported</source>
        <translation>the split behaviour %1 is not supported</translation>
    </message>
    <message>
        <source>the token %1 has an id that makes no sense</source>
        <translation>the token %1 has an id that makes no sense</translation>
    </message>
    <message>
        <source>the token %1 has the id %2, which makes no sense</source>
        <translation>the token %1 has the id %2, which makes no sense</translation>
    </message>
    <message>
        <source>the tokenizer&apos;s pattern does not come to an end on this text (%1)</source>
        <translation>the tokenizer&apos;s pattern does not come to an end on this text (%1)</translation>
    </message>
    <message>
        <source>the tokens %1 and %2 share the id %3</source>
        <translation>the tokens %1 and %2 share the id %3</translation>
    </message>
    <message>
        <source>the unknown token is not in the vocabulary</source>
        <translation>the unknown token is not in the vocabulary</translation>
    </message>
    <message>
        <source>the vocabulary has no token %1</source>
        <translation>the vocabulary has no token %1</translation>
    </message>
    <message>
        <source>the vocabulary is empty or too large</source>
        <translation>the vocabulary is empty or too large</translation>
    </message>
    <message>
        <source>the question is too long for this model</source>
        <translation>the question is too long for this model</translation>
    </message>
    <message>
        <source>the text is longer than the model can hold (%1 tokens)</source>
        <translation>the text is longer than the model can hold (%1 tokens)</translation>
    </message>
    <message>
        <source>the answer&apos;s memory is full</source>
        <translation>the answer&apos;s memory is full</translation>
    </message>
    <message>
        <source>the cache does not hold that many positions</source>
        <translation>the cache does not hold that many positions</translation>
    </message>
    <message>
        <source>the cached prefix does not fit</source>
        <translation>the cached prefix does not fit</translation>
    </message>
    <message>
        <source>a cache of %1 positions is more than the model can hold (%2)</source>
        <translation>a cache of %1 positions is more than the model can hold (%2)</translation>
    </message>
    <message>
        <source>the volume&apos;s geometry makes no sense</source>
        <translation>the volume&apos;s geometry makes no sense</translation>
    </message>
    <message>
        <source>the field of view (%1 cm) is larger than the model can take</source>
        <translation>the field of view (%1 cm) is larger than the model can take</translation>
    </message>
    <message>
        <source>there is not enough memory to read a field of view of %1 cm: close other studies or programs</source>
        <translation>there is not enough memory to read a field of view of %1 cm: close other studies or programs</translation>
    </message>
    <message>
        <source>tensor %1 %2</source>
        <translation>tensor %1 %2</translation>
    </message>
    <message>
        <source>box of %1: %2</source>
        <translation>box of %1: %2</translation>
    </message>
    <message>
        <source>its corners are exchanged</source>
        <translation>its corners are exchanged</translation>
    </message>
    <message>
        <source>it has no extent</source>
        <translation>it has no extent</translation>
    </message>
    <message>
        <source>outside the picture</source>
        <translation>outside the picture</translation>
    </message>
    <message>
        <source>outside the image, on its padding</source>
        <translation>outside the image, on its padding</translation>
    </message>
    <message>
        <source>malformed</source>
        <translation>malformed</translation>
    </message>
    <message>
        <source>malformed, it has not %1 coordinates</source>
        <translation>malformed, it has not %1 coordinates</translation>
    </message>
    <message>
        <source>malformed, %1 of 6 coordinates</source>
        <translation>malformed, %1 of 6 coordinates</translation>
    </message>
    <message>
        <source>malformed, it has no end</source>
        <translation>malformed, it has no end</translation>
    </message>
    <message>
        <source>it names a slice that was not shown</source>
        <translation>it names a slice that was not shown</translation>
    </message>
    <message>
        <source>it does not tell which slice it means</source>
        <translation>it does not tell which slice it means</translation>
    </message>
    <message>
        <source>what is absent has no place</source>
        <translation>what is absent has no place</translation>
    </message>
    <message>
        <source>the model saw no image</source>
        <translation>the model saw no image</translation>
    </message>
    <message>
        <source>the pictures take more room than this model has: %1 positions of %2; show it fewer slices in the settings</source>
        <translation>the pictures take more room than this model has: %1 positions of %2; show it fewer slices in the settings</translation>
    </message>
    <message>
        <source>This model reads text only: it cannot draft a report on images.</source>
        <translation>This model reads text only: it cannot draft a report on images.</translation>
    </message>
    <message>
        <source>This model reads text only: it cannot tell where something lies in an image.</source>
        <translation>This model reads text only: it cannot tell where something lies in an image.</translation>
    </message>
    <message>
        <source>The publisher&apos;s licence holds.</source>
        <translation>The publisher&apos;s licence holds.</translation>
    </message>
    <message>
        <source>A public checkpoint: for research, not for diagnosis.</source>
        <translation>A public checkpoint: for research, not for diagnosis.</translation>
    </message>
    <message>
        <source>%1 does not have the shape [1,T]</source>
        <translation>%1 does not have the shape [1,T]</translation>
    </message>
    <message>
        <source>%1 does not hold whole numbers</source>
        <translation>%1 does not hold whole numbers</translation>
    </message>
    <message>
        <source>%1 has another length than input_ids</source>
        <translation>%1 has another length than input_ids</translation>
    </message>
    <message>
        <source>%1 has to hold three numbers</source>
        <translation>%1 has to hold three numbers</translation>
    </message>
    <message>
        <source>%1 has to hold three sizes</source>
        <translation>%1 has to hold three sizes</translation>
    </message>
    <message>
        <source>%1 holds a size that makes no sense</source>
        <translation>%1 holds a size that makes no sense</translation>
    </message>
    <message>
        <source>%1 is neither true nor false</source>
        <translation>%1 is neither true nor false</translation>
    </message>
    <message>
        <source>%1 is not a list of %2 positive numbers</source>
        <translation>%1 is not a list of %2 positive numbers</translation>
    </message>
    <message>
        <source>%1 is not a word</source>
        <translation>%1 is not a word</translation>
    </message>
    <message>
        <source>%1 is not an object</source>
        <translation>%1 is not an object</translation>
    </message>
    <message>
        <source>%1 names a block that the tower does not have</source>
        <translation>%1 names a block that the tower does not have</translation>
    </message>
    <message>
        <source>%1.weight does not fit the tower&apos;s heads</source>
        <translation>%1.weight does not fit the tower&apos;s heads</translation>
    </message>
    <message>
        <source>is there already, perhaps from another run; remove it</source>
        <translation>is there already, perhaps from another run; remove it</translation>
    </message>
    <message>
        <source>needs %1 on the disk, and %2 are free</source>
        <translation>needs %1 on the disk, and %2 are free</translation>
    </message>
    <message>
        <source>the weights need more memory than is free</source>
        <translation>the weights need more memory than is free</translation>
    </message>
    <message>
        <source>%1image_encoder does not fit the mask decoder</source>
        <translation>%1image_encoder does not fit the mask decoder</translation>
    </message>
    <message>
        <source>The scores of %1 positions need %2 of memory, and %3 are free</source>
        <translation>The scores of %1 positions need %2 of memory, and %3 are free</translation>
    </message>
    <message>
        <source>a bias has %1 numbers where its matrix has %2 outputs</source>
        <translation>a bias has %1 numbers where its matrix has %2 outputs</translation>
    </message>
    <message>
        <source>a conversation needs room for one token at least</source>
        <translation>a conversation needs room for one token at least</translation>
    </message>
    <message>
        <source>a grey window has to have a width</source>
        <translation>a grey window has to have a width</translation>
    </message>
    <message>
        <source>a number of the grammar has no values</source>
        <translation>a number of the grammar has no values</translation>
    </message>
    <message>
        <source>a picture has fewer tiles than its size asks for</source>
        <translation>a picture has fewer tiles than its size asks for</translation>
    </message>
    <message>
        <source>a picture has to hold 8-bit colours [3,height,width]</source>
        <translation>a picture has to hold 8-bit colours [3,height,width]</translation>
    </message>
    <message>
        <source>a projection without a matrix</source>
        <translation>a projection without a matrix</translation>
    </message>
    <message>
        <source>a special token is listed twice</source>
        <translation>a special token is listed twice</translation>
    </message>
    <message>
        <source>a structure of the grammar does not begin as told</source>
        <translation>a structure of the grammar does not begin as told</translation>
    </message>
    <message>
        <source>an empty picture cannot be shown to a model</source>
        <translation>an empty picture cannot be shown to a model</translation>
    </message>
    <message>
        <source>attention_mask hides everything</source>
        <translation>attention_mask hides everything</translation>
    </message>
    <message>
        <source>attention_mask hides positions between others, which is not supported</source>
        <translation>attention_mask hides positions between others, which is not supported</translation>
    </message>
    <message>
        <source>between 0 and %1 tokens can be generated</source>
        <translation>between 0 and %1 tokens can be generated</translation>
    </message>
    <message>
        <source>cannot be made (%1)</source>
        <translation>cannot be made (%1)</translation>
    </message>
    <message>
        <source>cannot be replaced</source>
        <translation>cannot be replaced</translation>
    </message>
    <message>
        <source>cannot be written; the disk may be full</source>
        <translation>cannot be written; the disk may be full</translation>
    </message>
    <message>
        <source>describes quantised weights (%1), which are not supported; use the model&apos;s bf16 files</source>
        <translation>describes quantised weights (%1), which are not supported; use the model&apos;s bf16 files</translation>
    </message>
    <message>
        <source>do_pan_and_scan is not supported: pictures are shown whole</source>
        <translation>do_pan_and_scan is not supported: pictures are shown whole</translation>
    </message>
    <message>
        <source>do_resize false is not supported for this model</source>
        <translation>do_resize false is not supported for this model</translation>
    </message>
    <message>
        <source>gets more tensors than were announced</source>
        <translation>gets more tensors than were announced</translation>
    </message>
    <message>
        <source>lacks tensors that were announced</source>
        <translation>lacks tensors that were announced</translation>
    </message>
    <message>
        <source>has %1 tokens, and the model knows %2</source>
        <translation>has %1 tokens, and the model knows %2</translation>
    </message>
    <message>
        <source>has a chat template that is not known here: &quot;%1&quot; (SHA-256 %2)</source>
        <translation>has a chat template that is not known here: &quot;%1&quot; (SHA-256 %2)</translation>
    </message>
    <message>
        <source>has a chat_template that cannot be read</source>
        <translation>has a chat_template that cannot be read</translation>
    </message>
    <message>
        <source>has a projector of type %1, which is not supported</source>
        <translation>has a projector of type %1, which is not supported</translation>
    </message>
    <message>
        <source>has an eos_token_id that is no token</source>
        <translation>has an eos_token_id that is no token</translation>
    </message>
    <message>
        <source>has biases in the feed-forward part, which is not supported</source>
        <translation>has biases in the feed-forward part, which is not supported</translation>
    </message>
    <message>
        <source>has heads of an odd size, %1</source>
        <translation>has heads of an odd size, %1</translation>
    </message>
    <message>
        <source>has local layers but no sliding_window</source>
        <translation>has local layers but no sliding_window</translation>
    </message>
    <message>
        <source>high_freq_factor is not above low_freq_factor</source>
        <translation>high_freq_factor is not above low_freq_factor</translation>
    </message>
    <message>
        <source>holds a value of another kind than its key tells</source>
        <translation>holds a value of another kind than its key tells</translation>
    </message>
    <message>
        <source>holds no chat template, and the model type %1 has no form of its own</source>
        <translation>holds no chat template, and the model type %1 has no form of its own</translation>
    </message>
    <message>
        <source>holds no model</source>
        <translation>holds no model</translation>
    </message>
    <message>
        <source>holds no tensors</source>
        <translation>holds no tensors</translation>
    </message>
    <message>
        <source>holds no vision tower: %1 has to be part of the checkpoint</source>
        <translation>holds no vision tower: %1 has to be part of the checkpoint</translation>
    </message>
    <message>
        <source>image_grid_pinpoints has to be a list of sizes</source>
        <translation>image_grid_pinpoints has to be a list of sizes</translation>
    </message>
    <message>
        <source>image_size asks for more patches than a model can read</source>
        <translation>image_size asks for more patches than a model can read</translation>
    </message>
    <message>
        <source>image_sizes does not fit the pictures</source>
        <translation>image_sizes does not fit the pictures</translation>
    </message>
    <message>
        <source>image_std has to be above 0</source>
        <translation>image_std has to be above 0</translation>
    </message>
    <message>
        <source>is a GGUF file, which is not supported; use the model&apos;s safetensors files</source>
        <translation>is a GGUF file, which is not supported; use the model&apos;s safetensors files</translation>
    </message>
    <message>
        <source>is a pickled file, which can run programs when it is opened; ask for the model&apos;s safetensors files or convert it with safetensors on a machine that may run it</source>
        <translation>is a pickled file, which can run programs when it is opened; ask for the model&apos;s safetensors files or convert it with safetensors on a machine that may run it</translation>
    </message>
    <message>
        <source>is an adapter without the model that it belongs to; merge it into its model first</source>
        <translation>is an adapter without the model that it belongs to; merge it into its model first</translation>
    </message>
    <message>
        <source>is damaged: it holds no JSON object</source>
        <translation>is damaged: it holds no JSON object</translation>
    </message>
    <message>
        <source>is larger than such a file can be</source>
        <translation>is larger than such a file can be</translation>
    </message>
    <message>
        <source>is missing, although model.safetensors.index.json lists it</source>
        <translation>is missing, although model.safetensors.index.json lists it</translation>
    </message>
    <message>
        <source>is nested too deeply</source>
        <translation>is nested too deeply</translation>
    </message>
    <message>
        <source>it is not known how pictures are prepared for a model of type %1</source>
        <translation>it is not known how pictures are prepared for a model of type %1</translation>
    </message>
    <message>
        <source>its part %1 is too long</source>
        <translation>its part %1 is too long</translation>
    </message>
    <message>
        <source>lacks tensor %1, which model.safetensors.index.json places there</source>
        <translation>lacks tensor %1, which model.safetensors.index.json places there</translation>
    </message>
    <message>
        <source>layer_types does not name every layer</source>
        <translation>layer_types does not name every layer</translation>
    </message>
    <message>
        <source>layer_types holds %1, which is not supported</source>
        <translation>layer_types holds %1, which is not supported</translation>
    </message>
    <message>
        <source>min_pixels is larger than max_pixels</source>
        <translation>min_pixels is larger than max_pixels</translation>
    </message>
    <message>
        <source>mrope_section does not add up to half of the head size %1</source>
        <translation>mrope_section does not add up to half of the head size %1</translation>
    </message>
    <message>
        <source>mrope_section does not hold whole numbers</source>
        <translation>mrope_section does not hold whole numbers</translation>
    </message>
    <message>
        <source>names no vision tower (mm_vision_tower)</source>
        <translation>names no vision tower (mm_vision_tower)</translation>
    </message>
    <message>
        <source>names the end token %1, which the model does not know</source>
        <translation>names the end token %1, which the model does not know</translation>
    </message>
    <message>
        <source>names the vision tower %1, which this program does not know</source>
        <translation>names the vision tower %1, which this program does not know</translation>
    </message>
    <message>
        <source>needs %1 of memory for its weights, and %2 are free on this machine</source>
        <translation>needs %1 of memory for its weights, and %2 are free on this machine</translation>
    </message>
    <message>
        <source>no chat template with the SHA-256 %1 is built in</source>
        <translation>no chat template with the SHA-256 %1 is built in</translation>
    </message>
    <message>
        <source>no token is left that the answer may go on with</source>
        <translation>no token is left that the answer may go on with</translation>
    </message>
    <message>
        <source>num_attention_heads is not a multiple of num_key_value_heads</source>
        <translation>num_attention_heads is not a multiple of num_key_value_heads</translation>
    </message>
    <message>
        <source>num_heads does not divide the tower&apos;s width</source>
        <translation>num_heads does not divide the tower&apos;s width</translation>
    </message>
    <message>
        <source>of %1 the sizes %2 are known, not %3</source>
        <translation>of %1 the sizes %2 are known, not %3</translation>
    </message>
    <message>
        <source>one volume at a time can be segmented</source>
        <translation>one volume at a time can be segmented</translation>
    </message>
    <message>
        <source>patch_size is larger than image_size</source>
        <translation>patch_size is larger than image_size</translation>
    </message>
    <message>
        <source>reads text in both directions: it is no model that answers</source>
        <translation>reads text in both directions: it is no model that answers</translation>
    </message>
    <message>
        <source>rescale_factor has to be above 0</source>
        <translation>rescale_factor has to be above 0</translation>
    </message>
    <message>
        <source>rotates only a part of each head, which is not supported</source>
        <translation>rotates only a part of each head, which is not supported</translation>
    </message>
    <message>
        <source>second_per_grid_ts does not fit the videos</source>
        <translation>second_per_grid_ts does not fit the videos</translation>
    </message>
    <message>
        <source>selects the vision feature %1, which is not supported</source>
        <translation>selects the vision feature %1, which is not supported</translation>
    </message>
    <message>
        <source>size holds neither height and width nor shortest_edge</source>
        <translation>size holds neither height and width nor shortest_edge</translation>
    </message>
    <message>
        <source>the answer does not follow its grammar</source>
        <translation>the answer does not follow its grammar</translation>
    </message>
    <message>
        <source>the attention heads have a size or order that is not supported</source>
        <translation>the attention heads have a size or order that is not supported</translation>
    </message>
    <message>
        <source>the benchmark needs a prompt longer than its question and at least one token</source>
        <translation>the benchmark needs a prompt longer than its question and at least one token</translation>
    </message>
    <message>
        <source>the configuration does not tell for every layer how far it sees</source>
        <translation>the configuration does not tell for every layer how far it sees</translation>
    </message>
    <message>
        <source>the configuration has local layers but no window</source>
        <translation>the configuration has local layers but no window</translation>
    </message>
    <message>
        <source>the conversation belongs to another model</source>
        <translation>the conversation belongs to another model</translation>
    </message>
    <message>
        <source>the conversation cannot go back to where it has not been</source>
        <translation>the conversation cannot go back to where it has not been</translation>
    </message>
    <message>
        <source>the conversation holds no question</source>
        <translation>the conversation holds no question</translation>
    </message>
    <message>
        <source>the conversation is longer than the memory set aside for it (%1 tokens)</source>
        <translation>the conversation is longer than the memory set aside for it (%1 tokens)</translation>
    </message>
    <message>
        <source>the decoder reads a row of whole numbers</source>
        <translation>the decoder reads a row of whole numbers</translation>
    </message>
    <message>
        <source>the decoder was given %1 of another shape than it takes</source>
        <translation>the decoder was given %1 of another shape than it takes</translation>
    </message>
    <message>
        <source>the factors of the rotary positions are not one per frequency</source>
        <translation>the factors of the rotary positions are not one per frequency</translation>
    </message>
    <message>
        <source>the families %1 are known, not %2</source>
        <translation>the families %1 are known, not %2</translation>
    </message>
    <message>
        <source>the grammar has too many states</source>
        <translation>the grammar has too many states</translation>
    </message>
    <message>
        <source>the grammar is too large</source>
        <translation>the grammar is too large</translation>
    </message>
    <message>
        <source>the list of merges is missing</source>
        <translation>the list of merges is missing</translation>
    </message>
    <message>
        <source>the list of merges is too long</source>
        <translation>the list of merges is too long</translation>
    </message>
    <message>
        <source>the matrices of a projection do not fit each other</source>
        <translation>the matrices of a projection do not fit each other</translation>
    </message>
    <message>
        <source>the memory does not hold what was written</source>
        <translation>the memory does not hold what was written</translation>
    </message>
    <message>
        <source>the model lists no resolutions</source>
        <translation>the model lists no resolutions</translation>
    </message>
    <message>
        <source>the model scores no token</source>
        <translation>the model scores no token</translation>
    </message>
    <message>
        <source>the model&apos;s resolutions are no multiples of its tiles</source>
        <translation>the model&apos;s resolutions are no multiples of its tiles</translation>
    </message>
    <message>
        <source>the model&apos;s vocabulary has no token %1: it ends at %2</source>
        <translation>the model&apos;s vocabulary has no token %1: it ends at %2</translation>
    </message>
    <message>
        <source>the model&apos;s vocabulary has no token %1</source>
        <translation>the model&apos;s vocabulary has no token %1</translation>
    </message>
    <message>
        <source>the picture grid has to be whole numbers [pictures,3]</source>
        <translation>the picture grid has to be whole numbers [pictures,3]</translation>
    </message>
    <message>
        <source>the picture grid holds sizes that the vision tower cannot take</source>
        <translation>the picture grid holds sizes that the vision tower cannot take</translation>
    </message>
    <message>
        <source>the picture is too long and narrow for this model</source>
        <translation>the picture is too long and narrow for this model</translation>
    </message>
    <message>
        <source>the picture patches do not fit the picture grid</source>
        <translation>the picture patches do not fit the picture grid</translation>
    </message>
    <message>
        <source>the pictures come without %1</source>
        <translation>the pictures come without %1</translation>
    </message>
    <message>
        <source>the pictures have to be %1 x %2 pixels with %3 channels</source>
        <translation>the pictures have to be %1 x %2 pixels with %3 channels</translation>
    </message>
    <message>
        <source>the post-processor %1 is not supported</source>
        <translation>the post-processor %1 is not supported</translation>
    </message>
    <message>
        <source>the post-processor adds an unknown token</source>
        <translation>the post-processor adds an unknown token</translation>
    </message>
    <message>
        <source>the post-processor adds too many tokens</source>
        <translation>the post-processor adds too many tokens</translation>
    </message>
    <message>
        <source>the post-processor does not hold the text once</source>
        <translation>the post-processor does not hold the text once</translation>
    </message>
    <message>
        <source>the prepared pictures differ in size</source>
        <translation>the prepared pictures differ in size</translation>
    </message>
    <message>
        <source>the projector&apos;s pooling does not fit the patches of the volume</source>
        <translation>the projector&apos;s pooling does not fit the patches of the volume</translation>
    </message>
    <message>
        <source>the prompt has a place for picture %1, which is not there</source>
        <translation>the prompt has a place for picture %1, which is not there</translation>
    </message>
    <message>
        <source>the prompt of the segmentation has to be [1,%1]</source>
        <translation>the prompt of the segmentation has to be [1,%1]</translation>
    </message>
    <message>
        <source>the sections of the rotary positions do not add up to half the head dimension</source>
        <translation>the sections of the rotary positions do not add up to half the head dimension</translation>
    </message>
    <message>
        <source>the states of the [SEG] tokens have another shape than the decoder gives</source>
        <translation>the states of the [SEG] tokens have another shape than the decoder gives</translation>
    </message>
    <message>
        <source>the steps of the post-processor are nested too deeply</source>
        <translation>the steps of the post-processor are nested too deeply</translation>
    </message>
    <message>
        <source>the text decoder&apos;s configuration holds sizes that make no sense</source>
        <translation>the text decoder&apos;s configuration holds sizes that make no sense</translation>
    </message>
    <message>
        <source>the text has fewer places for a picture than the picture has tokens</source>
        <translation>the text has fewer places for a picture than the picture has tokens</translation>
    </message>
    <message>
        <source>the text has fewer places for the volume than the volume has tokens</source>
        <translation>the text has fewer places for the volume than the volume has tokens</translation>
    </message>
    <message>
        <source>the text has places for %1 picture tokens and the pictures have %2</source>
        <translation>the text has places for %1 picture tokens and the pictures have %2</translation>
    </message>
    <message>
        <source>the text has places for fewer pictures than there are</source>
        <translation>the text has places for fewer pictures than there are</translation>
    </message>
    <message>
        <source>the text has places for more pictures than there are</source>
        <translation>the text has places for more pictures than there are</translation>
    </message>
    <message>
        <source>the text has places for pictures and there are none</source>
        <translation>the text has places for pictures and there are none</translation>
    </message>
    <message>
        <source>the tiles of a picture do not fit its shape</source>
        <translation>the tiles of a picture do not fit its shape</translation>
    </message>
    <message>
        <source>the tower&apos;s head size is not a multiple of 4</source>
        <translation>the tower&apos;s head size is not a multiple of 4</translation>
    </message>
    <message>
        <source>the tower&apos;s patches cannot be divided among the tokens of a picture</source>
        <translation>the tower&apos;s patches cannot be divided among the tokens of a picture</translation>
    </message>
    <message>
        <source>the video grid has to be whole numbers [videos,3]</source>
        <translation>the video grid has to be whole numbers [videos,3]</translation>
    </message>
    <message>
        <source>the video grid holds sizes that the vision tower cannot take</source>
        <translation>the video grid holds sizes that the vision tower cannot take</translation>
    </message>
    <message>
        <source>the vision tower gives %1 values a token and the decoder reads %2</source>
        <translation>the vision tower gives %1 values a token and the decoder reads %2</translation>
    </message>
    <message>
        <source>the vision tower has no hidden states %1</source>
        <translation>the vision tower has no hidden states %1</translation>
    </message>
    <message>
        <source>the vocabulary cannot write what the grammar wants</source>
        <translation>the vocabulary cannot write what the grammar wants</translation>
    </message>
    <message>
        <source>the vocabulary holds the token %1 twice</source>
        <translation>the vocabulary holds the token %1 twice</translation>
    </message>
    <message>
        <source>the vocabulary is missing or empty</source>
        <translation>the vocabulary is missing or empty</translation>
    </message>
    <message>
        <source>the vocabulary is too large</source>
        <translation>the vocabulary is too large</translation>
    </message>
    <message>
        <source>the vocabulary is too small for its special tokens and the bytes</source>
        <translation>the vocabulary is too small for its special tokens and the bytes</translation>
    </message>
    <message>
        <source>the volume has no slice %1</source>
        <translation>the volume has no slice %1</translation>
    </message>
    <message>
        <source>the volume holds no values</source>
        <translation>the volume holds no values</translation>
    </message>
    <message>
        <source>the volume is empty: all its values are the same</source>
        <translation>the volume is empty: all its values are the same</translation>
    </message>
    <message>
        <source>the volumes have to be [count,%1,%2,%3,%4]</source>
        <translation>the volumes have to be [count,%1,%2,%3,%4]</translation>
    </message>
    <message>
        <source>there is not enough memory for the model&apos;s weights</source>
        <translation>there is not enough memory for the model&apos;s weights</translation>
    </message>
    <message>
        <source>there is not enough memory on the %1 for a conversation of %2 tokens</source>
        <translation>there is not enough memory on the %1 for a conversation of %2 tokens</translation>
    </message>
    <message>
        <source>there is not enough memory on the GPU for the model&apos;s weights</source>
        <translation>there is not enough memory on the GPU for the model&apos;s weights</translation>
    </message>
    <message>
        <source>there is not enough memory on the GPU to go on with this conversation</source>
        <translation>there is not enough memory on the GPU to go on with this conversation</translation>
    </message>
    <message>
        <source>there is not enough memory to go on with this conversation</source>
        <translation>there is not enough memory to go on with this conversation</translation>
    </message>
    <message>
        <source>this checkpoint has no segmentation part</source>
        <translation>this checkpoint has no segmentation part</translation>
    </message>
    <message>
        <source>this model does not cut pictures into tiles</source>
        <translation>this model does not cut pictures into tiles</translation>
    </message>
    <message>
        <source>this model has one rotary position per token</source>
        <translation>this model has one rotary position per token</translation>
    </message>
    <message>
        <source>this model reads text only</source>
        <translation>this model reads text only</translation>
    </message>
    <message>
        <source>this model wants questions and answers by turns</source>
        <translation>this model wants questions and answers by turns</translation>
    </message>
    <message>
        <source>this model&apos;s positions change with the length of the text</source>
        <translation>this model&apos;s positions change with the length of the text</translation>
    </message>
    <message>
        <source>this model&apos;s tokens take their positions in order</source>
        <translation>this model&apos;s tokens take their positions in order</translation>
    </message>
    <message>
        <source>this processor has no products of bf16</source>
        <translation>this processor has no products of bf16</translation>
    </message>
    <message>
        <source>tiles whose size differs from crop_size are not supported</source>
        <translation>tiles whose size differs from crop_size are not supported</translation>
    </message>
    <message>
        <source>token ids have to be one row of whole numbers</source>
        <translation>token ids have to be one row of whole numbers</translation>
    </message>
    <message>
        <source>token_type_ids marks other positions than those of the image tokens</source>
        <translation>token_type_ids marks other positions than those of the image tokens</translation>
    </message>
    <message>
        <source>uses the activation %1, which is not supported</source>
        <translation>uses the activation %1, which is not supported</translation>
    </message>
    <message>
        <source>uses the position scaling %1, which is not supported</source>
        <translation>uses the position scaling %1, which is not supported</translation>
    </message>
    <message>
        <source>vision_feature_layer names no layer</source>
        <translation>vision_feature_layer names no layer</translation>
    </message>
    <message>
        <source>vision_select_layer other than -1 is not supported</source>
        <translation>vision_select_layer other than -1 is not supported</translation>
    </message>
    <message>
        <source>window_size is smaller than a merged patch</source>
        <translation>window_size is smaller than a merged patch</translation>
    </message>
    <message>
        <source>tensor %1 holds values that are not finite numbers</source>
        <translation>tensor %1 holds values that are not finite numbers</translation>
    </message>
    <message>
        <source>tensor %1 is there a second time as %2</source>
        <translation>tensor %1 is there a second time as %2</translation>
    </message>
    <message>
        <source>tensor %1 has the shape %2, not %3 as the configuration tells</source>
        <translation>tensor %1 has the shape %2, not %3 as the configuration tells</translation>
    </message>
    <message>
        <source>%1 is %2, which makes no sense</source>
        <translation>%1 is %2, which makes no sense</translation>
    </message>
    <message>
        <source>%1 is not a square number</source>
        <translation>%1 is not a square number</translation>
    </message>
    <message>
        <source>%1 does not divide %2</source>
        <translation>%1 does not divide %2</translation>
    </message>
    <message>
        <source>%1 is not supported</source>
        <translation>%1 is not supported</translation>
    </message>
    <message>
        <source>%1 is not known</source>
        <translation>%1 is not known</translation>
    </message>
    <message>
        <source>%1 is missing</source>
        <translation>%1 is missing</translation>
    </message>
    <message>
        <source>is missing</source>
        <translation>is missing</translation>
    </message>
    <message>
        <source>mask: %1</source>
        <translation>mask: %1</translation>
    </message>
    <message>
        <source>the mask is empty</source>
        <translation>the mask is empty</translation>
    </message>
    <message>
        <source>the mask does not fit the volume</source>
        <translation>the mask does not fit the volume</translation>
    </message>
    <message>
        <source>this model makes no masks</source>
        <translation>this model makes no masks</translation>
    </message>
    <message>
        <source>lacks its type or shape</source>
        <translation>lacks its type or shape</translation>
    </message>
    <message>
        <source>lists too many tensors, or one whose name is too long</source>
        <translation>lists too many tensors, or one whose name is too long</translation>
    </message>
</context>
<context>
    <name>ReportEditor</name>
    <message>
        <source>Accept finding</source>
        <translation>Accept finding</translation>
    </message>
    <message>
        <source>Accept all findings</source>
        <translation>Accept all findings</translation>
    </message>
    <message>
        <source>Reject finding</source>
        <translation>Reject finding</translation>
    </message>
    <message>
        <source>Restore finding</source>
        <translation>Restore finding</translation>
    </message>
    <message>
        <source>Edit sentence</source>
        <translation>Edit sentence</translation>
    </message>
    <message>
        <source>Restore AI sentence</source>
        <translation>Restore AI sentence</translation>
    </message>
    <message>
        <source>Add finding</source>
        <translation>Add finding</translation>
    </message>
    <message>
        <source>Remove finding</source>
        <translation>Remove finding</translation>
    </message>
    <message>
        <source>Move finding</source>
        <translation>Move finding</translation>
    </message>
    <message>
        <source>Change site</source>
        <translation>Change site</translation>
    </message>
    <message>
        <source>Change certainty</source>
        <translation>Change certainty</translation>
    </message>
    <message>
        <source>Change section</source>
        <translation>Change section</translation>
    </message>
    <message>
        <source>Change measurements</source>
        <translation>Change measurements</translation>
    </message>
    <message>
        <source>Link box</source>
        <translation>Link box</translation>
    </message>
    <message>
        <source>Change box</source>
        <translation>Change box</translation>
    </message>
    <message>
        <source>Unlink box</source>
        <translation>Unlink box</translation>
    </message>
    <message>
        <source>Draft report</source>
        <translation>Draft report</translation>
    </message>
</context>
<context>
    <name>ReportPanel</name>
    <message>
        <source>The report could not be drafted: %1</source>
        <translation>The report could not be drafted: %1</translation>
    </message>
    <message>
        <source>Signed and saved. The report is read-only now.</source>
        <translation>Signed and saved. The report is read-only now.</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>Saved %1</translation>
    </message>
    <message>
        <source>Drafting was stopped; nothing was added.</source>
        <translation>Drafting was stopped; nothing was added.</translation>
    </message>
    <message numerus="yes">
        <source>%n proposed finding(s) added; accept, edit or reject each.</source>
        <translation>
            <numerusform>%n proposed finding added; accept, edit or reject it.</numerusform>
            <numerusform>%n proposed findings added; accept, edit or reject each.</numerusform>
        </translation>
    </message>
    <message>
        <source>The model proposed nothing that is not already in the report.</source>
        <translation>The model proposed nothing that is not already in the report.</translation>
    </message>
    <message numerus="yes">
        <source>%n box(es) were dropped.</source>
        <translation>
            <numerusform>%n box was dropped.</numerusform>
            <numerusform>%n boxes were dropped.</numerusform>
        </translation>
    </message>
    <message>
        <source>Exporting...</source>
        <translation>Exporting...</translation>
    </message>
    <message>
        <source>Folder for the four files</source>
        <translation>Folder for the four files</translation>
    </message>
    <message>
        <source>Export the report</source>
        <translation>Export the report</translation>
    </message>
    <message numerus="yes">
        <source>%n finding(s) are still proposed. Accept, edit or reject each before you sign.</source>
        <translation>
            <numerusform>%n finding is still proposed. Accept, edit or reject it before you sign.</numerusform>
            <numerusform>%n findings are still proposed. Accept, edit or reject each before you sign.</numerusform>
        </translation>
    </message>
    <message>
        <source>Exported to %1</source>
        <translation>Exported to %1</translation>
    </message>
    <message>
        <source>The export failed. %1</source>
        <translation>The export failed. %1</translation>
    </message>
    <message>
        <source>The images are still being loaded.</source>
        <translation>The images are still being loaded.</translation>
    </message>
    <message>
        <source>The report is read-only.</source>
        <translation>The report is read-only.</translation>
    </message>
    <message>
        <source>Finding added to the report.</source>
        <translation>Finding added to the report.</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>Finding</translation>
    </message>
    <message>
        <source>All four into a folder...</source>
        <translation>All four into a folder...</translation>
    </message>
    <message>
        <source>PDF...</source>
        <translation>PDF...</translation>
    </message>
    <message>
        <source>DICOM SR...</source>
        <translation>DICOM SR...</translation>
    </message>
    <message>
        <source>JSON...</source>
        <translation>JSON...</translation>
    </message>
    <message>
        <source>Text...</source>
        <translation>Text...</translation>
    </message>
    <message>
        <source>Add finding</source>
        <translation>Add finding</translation>
    </message>
    <message>
        <source>Accept all</source>
        <translation>Accept all</translation>
    </message>
    <message>
        <source>Accept every proposed finding</source>
        <translation>Accept every proposed finding</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Sign the report</source>
        <translation>Sign the report</translation>
    </message>
    <message>
        <source>Open the model manager</source>
        <translation>Open the model manager</translation>
    </message>
    <message>
        <source>Begin another report</source>
        <translation>Begin another report</translation>
    </message>
    <message>
        <source>No report</source>
        <translation>No report</translation>
    </message>
    <message>
        <source>Signed by %1 on %2</source>
        <translation>Signed by %1 on %2</translation>
    </message>
    <message>
        <source>Preliminary report</source>
        <translation>Preliminary report</translation>
    </message>
    <message numerus="yes">
        <source>Draft, %n finding(s) to decide</source>
        <translation>
            <numerusform>Draft, %n finding to decide</numerusform>
            <numerusform>Draft, %n findings to decide</numerusform>
        </translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>Draft</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Draft report</source>
        <translation>Draft report</translation>
    </message>
    <message>
        <source>Stop drafting (Esc)</source>
        <translation>Stop drafting (Esc)</translation>
    </message>
    <message>
        <source>Let the model propose findings; what you wrote stays</source>
        <translation>Let the model propose findings; what you wrote stays</translation>
    </message>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>Undo (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Redo (Ctrl+Shift+Z)</source>
        <translation>Redo (Ctrl+Shift+Z)</translation>
    </message>
    <message>
        <source>Loading the model...</source>
        <translation>Loading the model...</translation>
    </message>
    <message>
        <source>Looking at the images...</source>
        <translation>Looking at the images...</translation>
    </message>
    <message>
        <source>Waiting for the model...</source>
        <translation>Waiting for the model...</translation>
    </message>
    <message>
        <source>Open a study to report on it.</source>
        <translation>Open a study to report on it.</translation>
    </message>
    <message>
        <source>Loading the report...</source>
        <translation>Loading the report...</translation>
    </message>
    <message>
        <source>Nothing in this report yet. Let the model draft it, add a finding by hand, or draw a box in the images.</source>
        <translation>Nothing in this report yet. Let the model draft it, add a finding by hand, or draw a box in the images.</translation>
    </message>
    <message>
        <source>Nothing in this report yet. Add a finding by hand, or draw a box in the images.</source>
        <translation>Nothing in this report yet. Add a finding by hand, or draw a box in the images.</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>Findings</translation>
    </message>
    <message>
        <source>Impression</source>
        <translation>Impression</translation>
    </message>
    <message>
        <source>Not linked to an image</source>
        <translation>Not linked to an image</translation>
    </message>
    <message>
        <source>Boxes without a sentence</source>
        <translation>Boxes without a sentence</translation>
    </message>
    <message>
        <source>Finding deleted. Ctrl+Z brings it back.</source>
        <translation>Finding deleted. Ctrl+Z brings it back.</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Accept</translation>
    </message>
    <message>
        <source>Take back the rejection</source>
        <translation>Take back the rejection</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Reject</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Edit</translation>
    </message>
    <message>
        <source>Back to the AI&apos;s words</source>
        <translation>Back to the AI&apos;s words</translation>
    </message>
    <message>
        <source>Move to the impression</source>
        <translation>Move to the impression</translation>
    </message>
    <message>
        <source>Move to the findings</source>
        <translation>Move to the findings</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Move up</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Move down</translation>
    </message>
    <message>
        <source>Draw a box for it</source>
        <translation>Draw a box for it</translation>
    </message>
    <message>
        <source>Remove box [%1] %2</source>
        <translation>Remove box [%1] %2</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
</context>
<context>
    <name>SignDialog</name>
    <message>
        <source>Sign the report</source>
        <translation>Sign the report</translation>
    </message>
    <message>
        <source>A signed report can no longer be changed. It is saved first.</source>
        <translation>A signed report can no longer be changed. It is saved first.</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>Signed by</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>Sign</translation>
    </message>
</context>
<context>
    <name>SliceView</name>
    <message>
        <source>Mean</source>
        <translation>Mean</translation>
    </message>
    <message>
        <source>Slab %1 mm %2</source>
        <translation>Slab %1 mm %2</translation>
    </message>
    <message>
        <source>Thickness %1 mm</source>
        <translation>Thickness %1 mm</translation>
    </message>
    <message>
        <source>  inverted</source>
        <translation>  inverted</translation>
    </message>
    <message>
        <source>Zoom %1 %</source>
        <translation>Zoom %1 %</translation>
    </message>
    <message>
        <source>Resampled to patient axes</source>
        <translation>Resampled to patient axes</translation>
    </message>
    <message>
        <source>%1 x %2 mm, %3 mm deep (wheel)</source>
        <translation>%1 x %2 mm, %3 mm deep (wheel)</translation>
    </message>
    <message>
        <source>Lookup table of the file</source>
        <translation>Lookup table of the file</translation>
    </message>
    <message>
        <source>Image %1/%2</source>
        <translation>Image %1/%2</translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Open folder...</source>
        <translation>Open folder...</translation>
    </message>
    <message>
        <source>Open sample study</source>
        <translation>Open sample study</translation>
    </message>
    <message>
        <source>Drop a folder, a ZIP archive or a DICOMDIR here, or open the sample study.</source>
        <translation>Drop a folder, a ZIP archive or a DICOMDIR here, or open the sample study.</translation>
    </message>
    <message>
        <source>DICOM folders, files, discs (DICOMDIR) and ZIP archives, NIfTI, NRRD and MHA. No image and no question leaves this machine.</source>
        <translation>DICOM folders, files, discs (DICOMDIR) and ZIP archives, NIfTI, NRRD and MHA. No image and no question leaves this machine.</translation>
    </message>
</context>
<context>
    <name>StudyObjects</name>
    <message>
        <source>Reading %1</source>
        <translation>Reading %1</translation>
    </message>
</context>
<context>
    <name>StudySession</name>
    <message>
        <source>Reading %1</source>
        <translation>Reading %1</translation>
    </message>
    <message>
        <source>%1 no longer holds the study that was chosen. Nothing was opened in its place.</source>
        <translation>%1 no longer holds the study that was chosen. Nothing was opened in its place.</translation>
    </message>
    <message>
        <source>%1 holds no images that can be shown.</source>
        <translation>%1 holds no images that can be shown.</translation>
    </message>
    <message>
        <source>Loading %1</source>
        <translation>Loading %1</translation>
    </message>
    <message>
        <source>Loading was cancelled.</source>
        <translation>Loading was cancelled.</translation>
    </message>
</context>
<context>
    <name>TimeLeft</name>
    <message>
        <source>%1 s left</source>
        <translation>%1 s left</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>about %1 min left</translation>
    </message>
</context>
<context>
    <name>ViewModel</name>
    <message>
        <source>HU %1</source>
        <translation>HU %1</translation>
    </message>
    <message>
        <source>Value %1</source>
        <translation>Value %1</translation>
    </message>
    <message>
        <source>pixel %1, %2</source>
        <translation>pixel %1, %2</translation>
    </message>
</context>
<context>
    <name>VolumeRenderingView</name>
    <message>
        <source>A single image has no volume rendering</source>
        <translation>A single image has no volume rendering</translation>
    </message>
    <message>
        <source>Loading %1 %</source>
        <translation>Loading %1 %</translation>
    </message>
    <message>
        <source>Preparing the volume rendering</source>
        <translation>Preparing the volume rendering</translation>
    </message>
    <message>
        <source>CT bone</source>
        <translation>CT bone</translation>
    </message>
    <message>
        <source>CT soft tissue</source>
        <translation>CT soft tissue</translation>
    </message>
    <message>
        <source>MR</source>
        <translation>MR</translation>
    </message>
    <message>
        <source>Preview resolution</source>
        <translation>Preview resolution</translation>
    </message>
</context>
<context>
    <name>WindowPresets</name>
    <message>
        <source>Soft tissue</source>
        <translation>Soft tissue</translation>
    </message>
    <message>
        <source>Lung</source>
        <translation>Lung</translation>
    </message>
    <message>
        <source>Bone</source>
        <translation>Bone</translation>
    </message>
    <message>
        <source>Brain</source>
        <translation>Brain</translation>
    </message>
    <message>
        <source>Liver</source>
        <translation>Liver</translation>
    </message>
    <message>
        <source>Mediastinum</source>
        <translation>Mediastinum</translation>
    </message>
    <message>
        <source>Stroke</source>
        <translation>Stroke</translation>
    </message>
    <message>
        <source>Angiography</source>
        <translation>Angiography</translation>
    </message>
    <message>
        <source>Full range</source>
        <translation>Full range</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatic</translation>
    </message>
    <message>
        <source>From the file: %1</source>
        <translation>From the file: %1</translation>
    </message>
    <message>
        <source>From the file: lookup table</source>
        <translation>From the file: lookup table</translation>
    </message>
    <message>
        <source>From the file</source>
        <translation>From the file</translation>
    </message>
</context>
</TS>
