<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>AnswerView</name>
    <message>
        <source>Reasoning</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n box(es) of this answer were dropped and are not drawn: %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>AI output, to be verified by a physician</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the model saw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. The answer is not complete.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model gave no answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the model...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the images...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Answering...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Waiting for the model...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>first token %1 s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 tokens/s</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Close this message</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BoxRow</name>
    <message>
        <source>diameter %1 mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 ml</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 HU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>slice %1/%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>slice %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a finding of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to this box</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChatPanel</name>
    <message>
        <source>Open a study to ask about it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No question can be asked before a model is loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images are still being loaded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask about this study. The answer points at the images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the answer (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask (Ctrl+Enter)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask about this study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the model manager</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>Find a command</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Corner</name>
    <message>
        <source>ID %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Series %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lossy compression</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Jobs</name>
    <message>
        <source>There is not enough memory for this. Close a study and try again.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobsBar</name>
    <message numerus="yes">
        <source>(%n job(s))</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Show the list of jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1/%2, %3 per second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>LibraryPanel</name>
    <message>
        <source>Search patient, ID, date, description</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open sample study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No patient name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>[open]</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No study matches.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a folder here, or open the sample study.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from the list (files stay)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Reading the study...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making the sample study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sample study could not be made. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>This folder holds %n studies. The largest is shown; the others are in the library.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %n file(s) left out. The rest is shown.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Show the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag a box in a view. Esc cancels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images (*.dcm *.nii *.nii.gz *.nrrd *.nhdr *.mha *.mhd DICOMDIR);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No series</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Added to the report.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library cannot be used. %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Series</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Window presets</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sla&amp;b</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volume &amp;rendering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chat and report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chat</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout of the views</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window presets  (1-9)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a series of this study</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open studies</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Series %1/%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slice %1/%2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder for the report</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelInputDialog</name>
    <message>
        <source>What the model saw</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preprocessed volume: %1 x %2 x %3 voxels of %4 x %5 x %6 mm, axial slices from the first to the last</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Soft tissue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lung</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exact text given to the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model was given no images with this question.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelManager</name>
    <message>
        <source>Looking for a GPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model manager</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU when there is one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CPU</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU (CUDA)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Load this model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shipped model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 million parameters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelService</name>
    <message>
        <source>No model loaded. Viewing and reporting work. Open the model manager.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model is being loaded. Viewing and reporting work meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model could not be loaded: %1
Viewing and reporting work. Choose another model, or install this one again, in the model manager.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OverlayPainter</name>
    <message>
        <source>Loading %1 %</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReportEditor</name>
    <message>
        <source>Accept finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept all findings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore AI sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move finding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change site</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change certainty</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change section</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change measurements</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Link box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change box</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlink box</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SliceView</name>
    <message>
        <source>Mean</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slab %1 mm %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thickness %1 mm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>  inverted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resampled to patient axes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 x %2 mm, %3 mm deep (wheel)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Drop a folder here, or open the sample study.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DICOM folders and files, NIfTI, NRRD and MHA. No image and no question leaves this machine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open sample study</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StudySession</name>
    <message>
        <source>Reading %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 holds no images that can be shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading was cancelled.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ViewModel</name>
    <message>
        <source>HU %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>VolumeRenderingView</name>
    <message>
        <source>Loading %1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preparing the volume rendering</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CT bone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CT soft tissue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MR</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preview resolution</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WindowPresets</name>
    <message>
        <source>Soft tissue</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lung</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Liver</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mediastinum</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stroke</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Angiography</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>dokuei::app::Corner</name>
    <message>
        <source>M</source>
        <comment>sex of the patient</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F</source>
        <comment>sex of the patient</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 y</source>
        <comment>age</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 months</source>
        <comment>age</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 weeks</source>
        <comment>age</comment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 days</source>
        <comment>age</comment>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
