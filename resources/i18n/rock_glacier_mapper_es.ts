<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
    <context>
        <name>RockGlacierMapper</name>
        <message>
            <location filename="../../resources/models/scene_to_candidates.model3" />
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>Elevation in metres; it should reach 500 m beyond the image.</source>
            <translation>Elevación en metros; debería alcanzar 500 m más allá de la imagen.</translation>
        </message>
        <message>
            <location filename="../../resources/models/scene_to_candidates.model3" />
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>For example RGI or GLIMS.</source>
            <translation>Por ejemplo, RGI o GLIMS.</translation>
        </message>
        <message>
            <location filename="../../resources/models/scene_to_candidates.model3" />
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>For example blue=1,green=2,red=3,nir=4. Empty: guessed from the image.</source>
            <translation>Por ejemplo, blue=1,green=2,red=3,nir=4. Vacío: se deduce de la imagen.</translation>
        </message>
        <message>
            <location filename="../../resources/models/scene_to_candidates.model3" />
            <source>From a satellite image to rock glacier candidates: predict the heatmap, extract polygons with their reasons.</source>
            <translation>De una imagen de satélite a los candidatos a glaciar rocoso: predecir el mapa de probabilidad y extraer los polígonos con sus motivos.</translation>
        </message>
        <message>
            <location filename="../../resources/models/scene_to_candidates.model3" />
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <location filename="../../resources/models/training_round.model3" />
            <source>Graphical models</source>
            <translation>Modelos gráficos</translation>
        </message>
        <message>
            <location filename="../../resources/models/scene_to_candidates.model3" />
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>Interferometric coherence.</source>
            <translation>Coherencia interferométrica.</translation>
        </message>
        <message>
            <location filename="../../resources/models/scene_to_candidates.model3" />
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>Multi-band image, for example Sentinel-2 at 10 m.</source>
            <translation>Imagen multibanda, por ejemplo Sentinel-2 a 10 m.</translation>
        </message>
        <message>
            <location filename="../../resources/models/scene_to_candidates.model3" />
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>Part of the image to map. Empty: all of it.</source>
            <translation>Parte de la imagen que se cartografía. Vacío: toda.</translation>
        </message>
        <message>
            <location filename="../../resources/models/scene_to_candidates.model3" />
            <source>Scene to candidates</source>
            <translation>De la escena a los candidatos</translation>
        </message>
        <message>
            <location filename="../../resources/models/scene_to_candidates.model3" />
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>Smaller candidates are dropped.</source>
            <translation>Los candidatos más pequeños se descartan.</translation>
        </message>
        <message>
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>From a satellite image and a DEM to an RGIK inventory with attributes: predict the heatmap, extract rock glaciers, create the inventory, populate its attributes.</source>
            <translation>De una imagen de satélite y un MDE a un inventario RGIK con atributos: predecir el mapa de probabilidad, extraer los glaciares rocosos, crear el inventario y rellenar sus atributos.</translation>
        </message>
        <message>
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>Inventory (GeoPackage)</source>
            <translation>Inventario (GeoPackage)</translation>
        </message>
        <message>
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>Name and date of the image, for RGIK's metadata.</source>
            <translation>Nombre y fecha de la imagen, para los metadatos de RGIK.</translation>
        </message>
        <message>
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>Scene to inventory</source>
            <translation>De la escena al inventario</translation>
        </message>
        <message>
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>Who maps, for RGIK's metadata.</source>
            <translation>Quién cartografía, para los metadatos de RGIK.</translation>
        </message>
        <message>
            <location filename="../../resources/models/training_round.model3" />
            <source>Earlier negatives</source>
            <translation>Negativos anteriores</translation>
        </message>
        <message>
            <location filename="../../resources/models/training_round.model3" />
            <source>It maps the stack to look for wrong finds, and training starts from its weights.</source>
            <translation>Con él se cartografía la pila para buscar hallazgos falsos, y el entrenamiento parte de sus pesos.</translation>
        </message>
        <message>
            <location filename="../../resources/models/training_round.model3" />
            <source>Of earlier rounds; they stay.</source>
            <translation>De rondas anteriores; se mantienen.</translation>
        </message>
        <message>
            <location filename="../../resources/models/training_round.model3" />
            <source>One round of training: map the stack, turn what lies beside the known rock glaciers into negatives, export patches, train. Run it until the target IoU is reached, or let Train in rounds do so.</source>
            <translation>Una ronda de entrenamiento: cartografiar la pila, convertir en negativos lo que queda fuera de los glaciares rocosos conocidos, exportar parches y entrenar. Ejecútela hasta alcanzar el IoU objetivo, o deje que lo haga Entrenar por rondas.</translation>
        </message>
        <message>
            <location filename="../../resources/models/training_round.model3" />
            <source>Output of Prepare image stack, of an area in which the inventory is complete.</source>
            <translation>Salida de Preparar pila de imágenes, de un área en la que el inventario está completo.</translation>
        </message>
        <message>
            <location filename="../../resources/models/training_round.model3" />
            <source>Patches</source>
            <translation>Parches</translation>
        </message>
        <message>
            <location filename="../../resources/models/training_round.model3" />
            <source>That of the model: compact, or xception71 (DeepLabv3+).</source>
            <translation>La del modelo: compact o xception71 (DeepLabv3+).</translation>
        </message>
        <message>
            <location filename="../../resources/models/training_round.model3" />
            <source>Training round</source>
            <translation>Ronda de entrenamiento</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>0 - low</source>
            <translation>0 - baja</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>1 - medium</source>
            <translation>1 - media</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>1-3 cm/yr</source>
            <translation>1-3 cm/yr</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>10-30 cm/yr</source>
            <translation>10-30 cm/yr</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>2 - high</source>
            <translation>2 - alta</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>3-10 cm/yr</source>
            <translation>3-10 cm/yr</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>30-100 cm/yr</source>
            <translation>30-100 cm/yr</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>90th percentile of the valid cells' downslope velocity</source>
            <translation>Percentil 90 de la velocidad ladera abajo de las celdas válidas</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>&lt; 1 cm/yr</source>
            <translation>&lt; 1 cm/yr</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>&lt; cm/yr</source>
            <translation>&lt; cm/yr</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>&gt; 100 cm/yr</source>
            <translation>&gt; 100 cm/yr</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>&gt; m/yr</source>
            <translation>&gt; m/yr</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Abnormally fast behaviour with scarps, cracks or crevasses</source>
            <translation>Comportamiento anormalmente rápido con escarpes, fisuras o grietas</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Active</source>
            <translation>Activo</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Active uncertain</source>
            <translation>Activo incierto</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Additional information, for example that a reviewer doubts the landform</source>
            <translation>Información adicional, por ejemplo que un revisor duda de la geoforma</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Answer of the first independent reviewer</source>
            <translation>Respuesta del primer revisor independiente</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Answer of the second independent reviewer</source>
            <translation>Respuesta del segundo revisor independiente</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Area on the WGS 84 ellipsoid</source>
            <translation>Área sobre el elipsoide WGS 84</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Areas with surface movement attributed to rock glacier creep, drawn from the velocity signal alone</source>
            <translation>Áreas con movimiento superficial atribuido a la reptación del glaciar rocoso, trazadas solo a partir de la señal de velocidad</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Automatic</source>
            <translation>Automático</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Circular mean of the downslope direction, clockwise from true north, weighted by sin(slope); NULL when ASPECT_R is below 0.1</source>
            <translation>Media circular de la dirección ladera abajo, en sentido horario desde el norte geográfico, ponderada por el seno de la pendiente; NULL cuando ASPECT_R es inferior a 0.1</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Compactness of the candidate</source>
            <translation>Compacidad del candidato</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Complete</source>
            <translation>Completa</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Complex</source>
            <translation>Compleja</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Country</source>
            <translation>País</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>DEM that the terrain values come from: file name and resolution</source>
            <translation>MDE del que proceden los valores del terreno: nombre del archivo y resolución</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>DMS-RG: debris-mantled slope-connected</source>
            <translation>DMS-RG: conectado a ladera con manto de derrubios</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Date of the mapping, for example 2025-07-31</source>
            <translation>Fecha de la cartografía, por ejemplo 2025-07-31</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Debris-mantled slope</source>
            <translation>Ladera con manto de derrubios</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Distance from the outline to the stable reference</source>
            <translation>Distancia del contorno a la referencia estable</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Distance from the upper rim to the nearest glacier outline; 0 when they touch</source>
            <translation>Distancia del borde superior al contorno de glaciar más cercano; 0 cuando se tocan</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Every decision of the review, in order</source>
            <translation>Todas las decisiones de la revisión, en orden</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Extended</source>
            <translation>Extendido</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Extended and restricted outline of each rock glacier unit, one feature for each outline type</source>
            <translation>Contorno extendido y restringido de cada unidad de glaciar rocoso, un objeto espacial por cada tipo de contorno</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Extended outlines with the attributes of their primary markers, to be looked at and mapped; edit PM and GO instead</source>
            <translation>Contornos extendidos con los atributos de sus marcadores primarios, para consultar y representar en mapas; para editar, use PM y GO</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Extended outlines with the names, order and units of TPRoGI (Sun et al. 2024; area in m², evidence I), without rejected landforms</source>
            <translation>Contornos extendidos con los nombres, el orden y las unidades de TPRoGI (Sun et al. 2024; área en m², evidencia I), sin geoformas rechazadas</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Extended: front and lateral margins inside. Restricted: without them</source>
            <translation>Extendido: incluye el frente y los márgenes laterales. Restringido: sin ellos</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Fingerprint of the outline after the decision</source>
            <translation>Huella digital del contorno después de la decisión</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Fingerprint of the outline before the decision</source>
            <translation>Huella digital del contorno antes de la decisión</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>First day of the observation, for example 2018-07-03</source>
            <translation>Primer día de la observación, por ejemplo 2018-07-03</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Free text</source>
            <translation>Texto libre</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>G-RG: glacier-connected</source>
            <translation>G-RG: conectado a glaciar</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>GF-RG: glacier forefield-connected</source>
            <translation>GF-RG: conectado a zona proglaciar</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Geomorphological evidence</source>
            <translation>Indicios geomorfológicos</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Geomorphological evidence and kinematic data</source>
            <translation>Indicios geomorfológicos y datos cinemáticos</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Geomorphological unit to which the rock glacier is or was connected upslope</source>
            <translation>Unidad geomorfológica a la que el glaciar rocoso está o estuvo conectado ladera arriba</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Geomorphology</source>
            <translation>Geomorfología</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Glacier</source>
            <translation>Glaciar</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Glacier forefield</source>
            <translation>Zona proglaciar</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Height of the front, from its upper edge to its foot</source>
            <translation>Altura del frente, desde su borde superior hasta su pie</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>High</source>
            <translation>Alta</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Highest elevation</source>
            <translation>Elevación más alta</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>How PISR was computed, for example kumar+pressure total or TPRoGI-comparable; never compare different variants</source>
            <translation>Cómo se calculó PISR, por ejemplo kumar+pressure total o TPRoGI-comparable; no compare nunca variantes distintas</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>ID of the candidate that the outline comes from (rg_id, else its feature number)</source>
            <translation>ID del candidato del que procede el contorno (rg_id; si falta, su número de objeto espacial)</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>ID of the primary marker of the unit that is outlined</source>
            <translation>ID del marcador primario de la unidad que se delimita</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>ID of the rock glacier system that the unit belongs to</source>
            <translation>ID del sistema de glaciares rocosos al que pertenece la unidad</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Identification</source>
            <translation>Identificación</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Images and other data that the landform was mapped from, with dates</source>
            <translation>Imágenes y otros datos con los que se cartografió la geoforma, con fechas</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Is it a rock glacier? Automatic outlines start as uncertain; a person decides</source>
            <translation>¿Es un glaciar rocoso? Los contornos automáticos empiezan como inciertos; decide una persona</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Is the upslope connection current</source>
            <translation>Si la conexión ladera arriba es actual</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Is the whole unit preserved and visible</source>
            <translation>Si la unidad entera está conservada y es visible</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>JSON of the values that were filled automatically; a value that differs from it was edited by a person</source>
            <translation>JSON con los valores que se rellenaron automáticamente; un valor que difiera de él fue editado por una persona</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Kinematic attribute: order of magnitude of the multi-annual mean velocity that represents the unit</source>
            <translation>Atributo cinemático: orden de magnitud de la velocidad media plurianual que representa a la unidad</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Kinematic data</source>
            <translation>Datos cinemáticos</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Landslide</source>
            <translation>Deslizamiento</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Largest slope</source>
            <translation>Pendiente máxima</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Largest value of the heatmap in the outline</source>
            <translation>Valor máximo del mapa de probabilidad en el contorno</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Last day of the observation, for example 2018-09-13</source>
            <translation>Último día de la observación, por ejemplo 2018-09-13</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Length divided by width</source>
            <translation>Longitud dividida entre anchura</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Length of the candidate</source>
            <translation>Longitud del candidato</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Length of the landform along its flow</source>
            <translation>Longitud de la geoforma a lo largo de su flujo</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Limits of the exhaustively searched area</source>
            <translation>Límites del área explorada de forma exhaustiva</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Low</source>
            <translation>Baja</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Lowest elevation of the DEM cells in the outline</source>
            <translation>Elevación más baja de las celdas del MDE en el contorno</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Manual</source>
            <translation>Manual</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Mean coherence of the valid cells</source>
            <translation>Coherencia media de las celdas válidas</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Mean of the heatmap in the outline, 0 to 1</source>
            <translation>Media del mapa de probabilidad en el contorno, de 0 a 1</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Mean of the valid cells' downslope velocity in the outline, as an apparent annual velocity; NULL when a filter of KIN_QC failed</source>
            <translation>Media de la velocidad ladera abajo de las celdas válidas en el contorno, como velocidad anual aparente; NULL cuando no se superó un filtro de KIN_QC</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Mean uncertainty of the prediction in the outline</source>
            <translation>Incertidumbre media de la predicción en el contorno</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Mean velocity along the line of sight, positive toward the satellite; with several passes that of the most sensitive one</source>
            <translation>Velocidad media a lo largo de la línea de visión, positiva hacia el satélite; con varias pasadas, la de la más sensible</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Mean width of the landform across its flow</source>
            <translation>Anchura media de la geoforma, transversal a su flujo</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Median elevation</source>
            <translation>Elevación mediana</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Median of the valid cells' downslope velocity</source>
            <translation>Mediana de la velocidad ladera abajo de las celdas válidas</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Median slope</source>
            <translation>Pendiente mediana</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Medium</source>
            <translation>Media</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Mono-unit</source>
            <translation>Monounidad</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Morphology of the unit</source>
            <translation>Morfología de la unidad</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Mountain range or subregion, as in TPRoGI</source>
            <translation>Cordillera o subregión, como en TPRoGI</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Moving area</source>
            <translation>Área en movimiento</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Multi-unit</source>
            <translation>Multiunidad</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>No</source>
            <translation>No</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Not yet reviewed</source>
            <translation>Aún sin revisar</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Number of units</source>
            <translation>Número de unidades</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>One point for every landform that was looked at; locates and characterises a rock glacier unit</source>
            <translation>Un punto por cada geoforma examinada; localiza y caracteriza una unidad de glaciar rocoso</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>One unit or several</source>
            <translation>Una unidad o varias</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Other</source>
            <translation>Otro</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Outcome of the review</source>
            <translation>Resultado de la revisión</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Outline</source>
            <translation>Contorno</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Outline that was decided on</source>
            <translation>Contorno sobre el que se decidió</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Period that the kinematic attribute is valid for, for example 2018-2021</source>
            <translation>Período para el que es válido el atributo cinemático, por ejemplo 2018-2021</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Poly (several types)</source>
            <translation>Poly (varios tipos)</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Potential incoming solar radiation of a year</source>
            <translation>Radiación solar entrante potencial de un año</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Provenance</source>
            <translation>Procedencia</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>RGIK rock glacier inventory</source>
            <translation>Inventario RGIK de glaciares rocosos</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Refine</source>
            <translation>Refinar</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Reliability at the left lateral margin, looking downslope</source>
            <translation>Fiabilidad en el margen lateral izquierdo, mirando ladera abajo</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Reliability at the right lateral margin, looking downslope</source>
            <translation>Fiabilidad en el margen lateral derecho, mirando ladera abajo</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Reliability at the upslope connection</source>
            <translation>Fiabilidad en la conexión ladera arriba</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Reliability index, 0 to 8: sum of the four; NULL while one of them is NULL</source>
            <translation>Índice de fiabilidad, de 0 a 8: suma de las cuatro; NULL mientras una de ellas sea NULL</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Reliability of the kinematic attribute</source>
            <translation>Fiabilidad del atributo cinemático</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Reliability of the outline at the front</source>
            <translation>Fiabilidad del contorno en el frente</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Reliability: high when velocity class and outline are both sure</source>
            <translation>Fiabilidad: alta cuando la clase de velocidad y el contorno son seguros</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Relict</source>
            <translation>Relicto</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Relict uncertain</source>
            <translation>Relicto incierto</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Remain</source>
            <translation>Conservar</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Remain, remove, refine, retrieve or split</source>
            <translation>Conservar, eliminar, refinar, recuperar o dividir</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Remove</source>
            <translation>Eliminar</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Restricted</source>
            <translation>Restringido</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Resultant length of the aspects: 1 when all cells face the same way, 0 when they cancel out</source>
            <translation>Longitud resultante de las orientaciones: 1 cuando todas las celdas miran en la misma dirección, 0 cuando se anulan</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Retrieve</source>
            <translation>Recuperar</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Review log</source>
            <translation>Registro de la revisión</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Rock glacier systems: one unit, or several that touch</source>
            <translation>Sistemas de glaciares rocosos: una unidad, o varias que se tocan</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Running number or name during work</source>
            <translation>Número correlativo o nombre durante el trabajo</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Satellite pass or passes, for example ascending, descending or both</source>
            <translation>Pasada o pasadas del satélite, por ejemplo ascendente, descendente o ambas</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Score of the candidate</source>
            <translation>Puntuación del candidato</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Season window and years observed, for example Jul-Sep 2018-2020</source>
            <translation>Ventana estacional y años observados, por ejemplo Jul-Sep 2018-2020</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Sensor, pass and intervals</source>
            <translation>Sensor, pasada e intervalos</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Share of a downslope motion that the line of sight sees: v_LOS = SENS_C * v_downslope</source>
            <translation>Proporción de un movimiento ladera abajo que ve la línea de visión: v_LOS = SENS_C * v_downslope</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Share of the candidate on glaciers</source>
            <translation>Proporción del candidato sobre glaciares</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Share of the outline's cells with a valid velocity</source>
            <translation>Proporción de las celdas del contorno con una velocidad válida</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Share of the unit documented by kinematic data</source>
            <translation>Proporción de la unidad documentada con datos cinemáticos</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Share of the unit's area in moving areas of velocity class 1 (below 1 cm/yr), faster ones taken off</source>
            <translation>Proporción del área de la unidad en áreas en movimiento de clase de velocidad 1 (menos de 1 cm/yr), descontadas las más rápidas</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Share of the unit's area in moving areas of velocity class 2 (1-3 cm/yr), faster ones taken off</source>
            <translation>Proporción del área de la unidad en áreas en movimiento de clase de velocidad 2 (1-3 cm/yr), descontadas las más rápidas</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Share of the unit's area in moving areas of velocity class 3 (3-10 cm/yr), faster ones taken off</source>
            <translation>Proporción del área de la unidad en áreas en movimiento de clase de velocidad 3 (3-10 cm/yr), descontadas las más rápidas</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Share of the unit's area in moving areas of velocity class 4 (10-30 cm/yr), faster ones taken off</source>
            <translation>Proporción del área de la unidad en áreas en movimiento de clase de velocidad 4 (10-30 cm/yr), descontadas las más rápidas</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Share of the unit's area in moving areas of velocity class 5 (30-100 cm/yr), faster ones taken off</source>
            <translation>Proporción del área de la unidad en áreas en movimiento de clase de velocidad 5 (30-100 cm/yr), descontadas las más rápidas</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Share of the unit's area in moving areas of velocity class 6 (above 100 cm/yr), faster ones taken off</source>
            <translation>Proporción del área de la unidad en áreas en movimiento de clase de velocidad 6 (más de 100 cm/yr), descontadas las más rápidas</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Simple</source>
            <translation>Simple</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Smallest slope (Horn 1981)</source>
            <translation>Pendiente mínima (Horn 1981)</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Standard deviation of VDS_MEAN: errors of the measurement, the reference and the geometry</source>
            <translation>Desviación típica de VDS_MEAN: errores de la medición, de la referencia y de la geometría</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>System</source>
            <translation>Sistema</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>T-RG: talus-connected</source>
            <translation>T-RG: conectado a talud de derrubios</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>TPRoGI layout</source>
            <translation>Estructura TPRoGI</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Talus</source>
            <translation>Talud de derrubios</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Technique and data behind the kinematic attribute</source>
            <translation>Técnica y datos en que se basa el atributo cinemático</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Tenth percentile of the heatmap in the outline</source>
            <translation>Décimo percentil del mapa de probabilidad en el contorno</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Terrain and climate</source>
            <translation>Terreno y clima</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Time between the images of a pair; the longest one of several pairs</source>
            <translation>Tiempo entre las imágenes de un par; el más largo cuando hay varios pares</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Transitional</source>
            <translation>Transicional</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Truncated front</source>
            <translation>Frente truncado</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Truncated upslope</source>
            <translation>Truncada ladera arriba</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Unclear connection to the upslope unit</source>
            <translation>Conexión poco clara con la unidad ladera arriba</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Undefined</source>
            <translation>Indefinido</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Undefined (not visible)</source>
            <translation>Indefinido (no visible)</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Unique ID of the polygon</source>
            <translation>ID único del polígono</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Unique ID of the system: RGS, latitude and longitude (WGS 84, four decimals)</source>
            <translation>ID único del sistema: RGS, latitud y longitud (WGS 84, cuatro decimales)</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Unique ID of the unit: RGU, latitude and longitude (WGS 84, four decimals) of the marker when it was made</source>
            <translation>ID único de la unidad: RGU, latitud y longitud (WGS 84, cuatro decimales) del marcador cuando se creó</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Unique identifier of the decision</source>
            <translation>Identificador único de la decisión</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Unit that was decided on</source>
            <translation>Unidad sobre la que se decidió</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Units (outlines with the attributes of their markers)</source>
            <translation>Unidades (contornos con los atributos de sus marcadores)</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Unknown</source>
            <translation>Desconocido</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Upslope connection in the four categories of Hu et al. (2023)</source>
            <translation>Conexión ladera arriba en las cuatro categorías de Hu et al. (2023)</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Values before the decision, as JSON</source>
            <translation>Valores antes de la decisión, como JSON</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Velocity class</source>
            <translation>Clase de velocidad</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>WGS 84 latitude of the marker when it was made</source>
            <translation>Latitud WGS 84 del marcador cuando se creó</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>WGS 84 latitude of the stable reference that the velocity refers to</source>
            <translation>Latitud WGS 84 de la referencia estable a la que se refiere la velocidad</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>WGS 84 longitude of the marker when it was made</source>
            <translation>Longitud WGS 84 del marcador cuando se creó</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>WGS 84 longitude of the stable reference that the velocity refers to</source>
            <translation>Longitud WGS 84 de la referencia estable a la que se refiere la velocidad</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Was the outline made automatically or drawn by a person</source>
            <translation>Si el contorno se generó automáticamente o lo trazó una persona</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>What in the terrain and the glacier outlines speaks for the suggested upslope connection, in words</source>
            <translation>Qué indica, en el terreno y en los contornos de glaciares, la conexión ladera arriba sugerida, en palabras</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>What the activity class is based on</source>
            <translation>En qué se basa la clase de actividad</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>What to know about the terrain attributes of this outline</source>
            <translation>Qué hay que saber sobre los atributos del terreno de este contorno</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>When the decision was taken</source>
            <translation>Cuándo se tomó la decisión</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Who decided</source>
            <translation>Quién decidió</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Who mapped the landform</source>
            <translation>Quién cartografió la geoforma</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Who reviewed it</source>
            <translation>Quién la revisó</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Who took the decision</source>
            <translation>Quién tomó la decisión</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Why the candidate was kept</source>
            <translation>Por qué se conservó el candidato</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Width of the candidate</source>
            <translation>Anchura del candidato</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Yes</source>
            <translation>Sí</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Yes (completed)</source>
            <translation>Sí (concluida)</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>Yes (ongoing)</source>
            <translation>Sí (en curso)</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>cm/yr</source>
            <translation>cm/yr</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>cm/yr to dm/yr</source>
            <translation>cm/yr a dm/yr</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>dm/yr</source>
            <translation>dm/yr</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>dm/yr to m/yr</source>
            <translation>dm/yr a m/yr</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>m/yr</source>
            <translation>m/yr</translation>
        </message>
        <message>
            <location filename="../../resources/rgik_schema.json" />
            <source>ok, or why there is no velocity (such as low_coherence, insensitive_geometry, high_error, upslope_sign, no_data, no_reference), in words</source>
            <translation>ok, o por qué no hay velocidad (como low_coherence, insensitive_geometry, high_error, upslope_sign, no_data, no_reference), en palabras</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/bootstrap.py" />
            <source>The block size must be above 0, not {size}.</source>
            <translation>El tamaño de bloque debe ser mayor que 0, no {size}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/bootstrap.py" />
            <source>The bootstrap needs at least one draw and a confidence between 0 and 1, not {draws} and {confidence}.</source>
            <translation>El bootstrap necesita al menos un remuestreo y una confianza entre 0 y 1, no {draws} y {confidence}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/equalarea.py" />
            <source>A geometry has no place on the Earth. Check the coordinate reference systems of the layers.</source>
            <translation>Una geometría no tiene ningún lugar en la Tierra. Compruebe los sistemas de referencia de coordenadas de las capas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/equalarea.py" />
            <source>The layers are spread over the whole Earth. Compare one continent after the other.</source>
            <translation>Las capas se extienden por toda la Tierra. Compare los continentes uno por uno.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>2 × common area / (mapped area + reference area), the harmonic mean of the two above</source>
            <translation>2 × área común / (área cartografiada + área de referencia), la media armónica de las dos anteriores</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>2 × found / (mapped polygons + found + missed)</source>
            <translation>2 × hallados / (polígonos cartografiados + hallados + omitidos)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>2 × found / (mapped polygons + reference landforms)</source>
            <translation>2 × hallados / (polígonos cartografiados + geoformas de referencia)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>2 × pairs / (2 × pairs + false finds + missed landforms)</source>
            <translation>2 × pares / (2 × pares + hallazgos falsos + geoformas omitidas)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>Area bias</source>
            <translation>Sesgo de área</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>By area</source>
            <translation>Por área</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>By landform, any overlap</source>
            <translation>Por geoforma, cualquier solapamiento</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>By landform, one to one</source>
            <translation>Por geoforma, uno a uno</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>Confirmed rate</source>
            <translation>Tasa de confirmación</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>Count as in Landuse_DL, not one to one</source>
            <translation>Recuento como en Landuse_DL, no uno a uno</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>Detection rate</source>
            <translation>Tasa de detección</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>F1 = recognition quality</source>
            <translation>F1 = calidad de reconocimiento</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>F1, missed by difference</source>
            <translation>F1, omitidos por diferencia</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>IoU</source>
            <translation>IoU</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Mean</source>
            <translation>Media</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>Mean IoU of the pairs = segmentation quality</source>
            <translation>IoU medio de los pares = calidad de segmentación</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>Overestimation of area</source>
            <translation>Sobreestimación del área</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>Panoptic quality</source>
            <translation>Calidad panóptica</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>Pooled</source>
            <translation>Agregada</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <location filename="../../rock_glacier_mapper/processing/predictionparameters.py" />
            <source>Precision</source>
            <translation>Precisión</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>Precision = user's accuracy</source>
            <translation>Precisión = exactitud de usuario</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>Recall</source>
            <translation>Exhaustividad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>Recall = producer's accuracy</source>
            <translation>Exhaustividad = exactitud de productor</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>Recall, missed by difference</source>
            <translation>Exhaustividad, omitidos por diferencia</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>common area / area of the union, of the class rock glacier; never the mean with the background</source>
            <translation>área común / área de la unión, de la clase glaciar rocoso; nunca la media con el fondo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>common area / mapped area; 1 - commission error</source>
            <translation>área común / área cartografiada; 1 - error de comisión</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>common area / reference area; 1 - omission error</source>
            <translation>área común / área de referencia; 1 - error de omisión</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>found / (found + reference landforms whose best IoU is below the limit)</source>
            <translation>hallados / (hallados + geoformas de referencia cuyo mejor IoU está por debajo del límite)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>found / reference landforms, its other way to count misses; above 1 where several polygons claim one landform</source>
            <translation>hallados / geoformas de referencia, su otra forma de contar los omitidos; más de 1 cuando varios polígonos reclaman una misma geoforma</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>mapped area / reference area - 1, of everything, matched or not</source>
            <translation>área cartografiada / área de referencia - 1, de todo, emparejado o no</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>mapped polygons that share any area with a reference landform / mapped polygons</source>
            <translation>polígonos cartografiados que comparten alguna superficie con una geoforma de referencia / polígonos cartografiados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>mapped polygons whose best IoU exceeds the limit / mapped polygons</source>
            <translation>polígonos cartografiados cuyo mejor IoU supera el límite / polígonos cartografiados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>mean of (mapped area - reference area) / reference area over pairs, which are one to one by any overlap; the natural reading of Robson et al. (2020)</source>
            <translation>media de (área cartografiada - área de referencia) / área de referencia sobre los pares, que son uno a uno con cualquier solapamiento; la lectura natural de Robson et al. (2020)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>pairs / (pairs + false finds)</source>
            <translation>pares / (pares + hallazgos falsos)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>pairs / (pairs + missed landforms)</source>
            <translation>pares / (pares + geoformas omitidas)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>recognition quality × segmentation quality (Kirillov et al. 2019)</source>
            <translation>calidad de reconocimiento × calidad de segmentación (Kirillov et al. 2019)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>reference landforms that share any area with a mapped polygon / reference landforms</source>
            <translation>geoformas de referencia que comparten alguna superficie con un polígono cartografiado / geoformas de referencia</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>sum of the pairs' IoU / pairs</source>
            <translation>suma de los IoU de los pares / pares</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/measures.py" />
            <source>summed mapped area / summed reference area of the same pairs - 1</source>
            <translation>suma del área cartografiada / suma del área de referencia de los mismos pares - 1</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/objects.py" />
            <source>The covered share must be above 0, up to 1, not {covered}.</source>
            <translation>La proporción cubierta debe ser mayor que 0 y como máximo 1, no {covered}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/objects.py" />
            <source>The smallest IoU must be from 0 to below 1, not {iou}.</source>
            <translation>El IoU mínimo debe ser al menos 0 y menor que 1, no {iou}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/proportions.py" />
            <source>A sample of {size} from {population} cannot be. Check the numbers.</source>
            <translation>No es posible una muestra de {size} de {population}. Compruebe los números.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/proportions.py" />
            <source>A share must be from 0 to 1, not {share}.</source>
            <translation>Una proporción debe estar entre 0 y 1, no ser {share}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/proportions.py" />
            <source>The confidence must be between 0 and 1, not {confidence}.</source>
            <translation>La confianza debe estar entre 0 y 1, no ser {confidence}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/proportions.py" />
            <source>The half-width must be between 0 and 1, not {half_width}.</source>
            <translation>La semiamplitud debe estar entre 0 y 1, no ser {half_width}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/proportions.py" />
            <source>{count} of {total} is no share. Check the counts.</source>
            <translation>{count} de {total} no es una proporción. Compruebe los recuentos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>({low:.3f} to {high:.3f})</source>
            <translation>({low:.3f} a {high:.3f})</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>A reference that was made by correcting the mapped polygons flatters them: what nobody saw is missing on both sides.</source>
            <translation>Una referencia hecha corrigiendo los polígonos cartografiados los favorece: lo que nadie vio falta en ambos lados.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>Accuracy assessment</source>
            <translation>Evaluación de la exactitud</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <location filename="../../rock_glacier_mapper/core/report/figures.py" />
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>All</source>
            <translation>Todo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <location filename="../../rock_glacier_mapper/core/inventory/comparison.py" />
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Area (km²)</source>
            <translation>Área (km²)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>By area, all polygons of a side are one surface: where polygons of a layer overlap, the land counts once ({mapped} mapped and {reference} reference polygons overlap another one of their layer). By landform, each feature of a layer is one landform, also when it has several parts. Areas are those on the ellipsoid.</source>
            <translation>Por área, todos los polígonos de un lado forman una sola superficie: donde se solapan polígonos de una capa, el terreno cuenta una sola vez ({mapped} polígonos cartografiados y {reference} de referencia se solapan con otro de su capa). Por geoforma, cada objeto espacial de una capa es una geoforma, también cuando tiene varias partes. Las áreas son las medidas sobre el elipsoide.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>By region</source>
            <translation>Por región</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>Common</source>
            <translation>Común</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>Definition</source>
            <translation>Definición</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>Everything in the area of interest</source>
            <translation>Todo en el área de interés</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>F1 by landform</source>
            <translation>F1 por geoforma</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>How it was counted</source>
            <translation>Cómo se contó</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>Intervals are percentiles of {draws} bootstrap draws of blocks of {kilometres:g} km (seed {seed}); what overlaps lies in one block. {blocks} blocks hold landforms. With fewer than ten blocks the intervals are too narrow; with one there are none.</source>
            <translation>Los intervalos son percentiles de {draws} remuestreos bootstrap de bloques de {kilometres:g} km (semilla {seed}); lo que se solapa queda en un mismo bloque. {blocks} bloques contienen geoformas. Con menos de diez bloques los intervalos son demasiado estrechos; con uno no hay ninguno.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>Landforms</source>
            <translation>Geoformas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>Mapped</source>
            <translation>Cartografiado</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>Mean overestimation</source>
            <translation>Sobreestimación media</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>Measure</source>
            <translation>Medida</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Median</source>
            <translation>Mediana</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>Pairs are one to one, have an IoU above {iou:g}, and are those whose IoU is largest in sum. Overestimation is over pairs that are made in the same way by any overlap. In '{group}', a landform may be claimed by several mapped polygons; it is there for comparison with papers.</source>
            <translation>Los pares son uno a uno, tienen un IoU superior a {iou:g} y son aquellos cuya suma de IoU es máxima. La sobreestimación se calcula sobre pares formados del mismo modo con cualquier solapamiento. En '{group}', varios polígonos cartografiados pueden reclamar una misma geoforma; figura para la comparación con publicaciones.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>Reference</source>
            <translation>Referencia</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Region</source>
            <translation>Región</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>Split or merged</source>
            <translation>Divididos o fusionados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>Value</source>
            <translation>Valor</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>Within an area of interest or a region, only the land inside counts by area. A landform counts there when at least half of its area lies inside, a pair where its reference landform does; so pairs that cross the border are neither misses nor false finds. {mapped} mapped and {reference} reference polygons lie outside the area of interest.</source>
            <translation>Dentro de un área de interés o de una región, por área solo cuenta el terreno interior. Una geoforma cuenta allí cuando al menos la mitad de su área queda dentro; un par, cuando lo está su geoforma de referencia; así, los pares que cruzan el límite no son ni omisiones ni hallazgos falsos. {mapped} polígonos cartografiados y {reference} de referencia quedan fuera del área de interés.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>Without partner</source>
            <translation>Sin pareja</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>median of the same excess of the pairs; without interval</source>
            <translation>mediana del mismo exceso de los pares; sin intervalo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>{count} are split</source>
            <translation>{count} están divididas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>{count} false</source>
            <translation>{count} falsos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>{count} merge</source>
            <translation>{count} fusionan varias</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>{count} missed</source>
            <translation>{count} omitidas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>{count} pairs</source>
            <translation>{count} pares</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/report.py" />
            <source>{percent} interval</source>
            <translation>Intervalo del {percent}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/reviewers.py" />
            <source>The reviewers have {count} and {other_count} markers. Compare answers to the same sample.</source>
            <translation>Los revisores tienen {count} y {other_count} marcadores. Compare respuestas a la misma muestra.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/accuracy/reviewers.py" />
            <source>{answer!r} is no answer. Answers are {categories}.</source>
            <translation>{answer!r} no es una respuesta. Las respuestas posibles son {categories}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/channels.py" />
            <source>'{role}' is no terrain channel.</source>
            <translation>'{role}' no es un canal del terreno.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/channels.py" />
            <source>Band roles: '{pair}' is not of the form role=band, for example blue=1,green=2,red=3,nir=4.</source>
            <translation>Funciones de las bandas: '{pair}' no tiene la forma función=banda, por ejemplo blue=1,green=2,red=3,nir=4.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/channels.py" />
            <source>Band roles: band {number} was given, but the image has {count}.</source>
            <translation>Funciones de las bandas: se indicó la banda {number}, pero la imagen tiene {count}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/channels.py" />
            <source>The image {name} is damaged or cut short ({error}). Copy or download it again.</source>
            <translation>La imagen {name} está dañada o incompleta ({error}). Cópiela o descárguela de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/channels.py" />
            <source>The image {path} has no valid pixel in its {role} band. Choose another image, or check its nodata value.</source>
            <translation>La imagen {path} no tiene ningún píxel válido en su banda {role}. Elija otra imagen o compruebe su valor sin datos (nodata).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/channels.py" />
            <source>The model describes a channel wrongly. Copy, download or export the model again.</source>
            <translation>El modelo describe mal un canal. Copie, descargue o exporte el modelo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/channels.py" />
            <source>The model describes its channel '{role}' wrongly. Copy, download or export the model again.</source>
            <translation>El modelo describe mal su canal '{role}'. Copie, descargue o exporte el modelo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/channels.py" />
            <source>The model needs the band(s) {lacking}, which {path} does not offer (found: {roles}). Name the bands in BAND_ROLES, for example blue=1,green=2,red=3, or choose another model.</source>
            <translation>El modelo necesita la(s) banda(s) {lacking}, que {path} no ofrece (encontradas: {roles}). Nombre las bandas en BAND_ROLES, por ejemplo blue=1,green=2,red=3, o elija otro modelo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/channels.py" />
            <source>Unknown channel '{role}'. Use one of {known} and tpi_&lt;radius&gt;m.</source>
            <translation>Canal desconocido '{role}'. Use uno de {known} y tpi_&lt;radius&gt;m.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/channels.py" />
            <location filename="../../rock_glacier_mapper/core/region/prediction.py" />
            <source>coherence raster</source>
            <translation>ráster de coherencia</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/channels.py" />
            <location filename="../../rock_glacier_mapper/core/objects/fitting/report.py" />
            <location filename="../../rock_glacier_mapper/core/region/scenes.py" />
            <source>none</source>
            <translation>ninguno</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/channels.py" />
            <source>{name} has {count} band(s) without names, so it is not clear which is which. Give BAND_ROLES, for example blue=1,green=2,red=3,nir=4.</source>
            <translation>{name} tiene {count} banda(s) sin nombre, por lo que no está claro cuál es cuál. Indique BAND_ROLES, por ejemplo blue=1,green=2,red=3,nir=4.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/demo/scene.py" />
            <source>Computing radar coherence and displacement</source>
            <translation>Calculando la coherencia y el desplazamiento del radar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/demo/scene.py" />
            <source>Drawing the mountains</source>
            <translation>Dibujando las montañas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/demo/scene.py" />
            <source>Painting the optical image</source>
            <translation>Pintando la imagen óptica</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/demo/scene.py" />
            <source>Placing glaciers and other landforms</source>
            <translation>Colocando glaciares y otras geoformas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/demo/scene.py" />
            <source>Placing rock glaciers</source>
            <translation>Colocando glaciares rocosos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/demo/scene.py" />
            <source>{count} rock glacier units</source>
            <translation>{count} unidades de glaciares rocosos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/errors.py" />
            <source>Cancelled. Nothing was written.</source>
            <translation>Cancelado. No se escribió nada.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/files.py" />
            <source>The disk is full; {path} was not written. Free some space.</source>
            <translation>El disco está lleno; no se escribió {path}. Libere espacio.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/files.py" />
            <source>The disk of {folder} has {free:.0f} MB free, but the output may need {needed:.0f} MB. Free some space or choose another place.</source>
            <translation>El disco de {folder} tiene {free:.0f} MB libres, pero la salida puede necesitar {needed:.0f} MB. Libere espacio o elija otro lugar.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/files.py" />
            <source>The folder {folder} is gone: it was removed, or its disk disconnected, during the run. Make it again, or choose another place.</source>
            <translation>La carpeta {folder} ya no existe: se eliminó, o se desconectó su disco, durante la ejecución. Créela de nuevo o elija otro lugar.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/files.py" />
            <source>The output folder {folder} cannot be made ({strerror}). Choose another place.</source>
            <translation>No se puede crear la carpeta de salida {folder} ({strerror}). Elija otro lugar.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/files.py" />
            <source>The output folder {folder} is not writable. Choose another place.</source>
            <translation>No se puede escribir en la carpeta de salida {folder}. Elija otro lugar.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/files.py" />
            <source>{final} exists already and is not empty. Choose a new folder.</source>
            <translation>{final} ya existe y no está vacía. Elija una carpeta nueva.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/files.py" />
            <source>{final} is a folder. Name a file for the output.</source>
            <translation>{final} es una carpeta. Indique un archivo para la salida.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/files.py" />
            <source>{path} cannot be replaced ({strerror}). Close it in other programs, or choose another name.</source>
            <translation>No se puede reemplazar {path} ({strerror}). Ciérrelo en otros programas o elija otro nombre.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/files.py" />
            <source>{path} cannot be written, because its disk is read-only. Choose another place.</source>
            <translation>{path} no se puede escribir porque su disco es de solo lectura. Elija otro lugar.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/files.py" />
            <source>{path} could not be written: {problem}. Check that you may write there and that the disk is sound, or choose another place.</source>
            <translation>{path} no se pudo escribir: {problem}. Compruebe que puede escribir ahí y que el disco está en buen estado, o elija otro lugar.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/geodesy.py" />
            <source>Coordinates cannot be transformed from {source} to {target} ({error}). Check the coordinate reference systems.</source>
            <translation>Las coordenadas no se pueden transformar de {source} a {target} ({error}). Compruebe los sistemas de referencia de coordenadas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/grid.py" />
            <source>The extent does not overlap the image. Check its coordinate reference system.</source>
            <translation>La extensión no se solapa con la imagen. Compruebe su sistema de referencia de coordenadas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/grid.py" />
            <location filename="../../rock_glacier_mapper/processing/inputs.py" />
            <source>The extent is empty. Draw one that covers part of the image.</source>
            <translation>La extensión está vacía. Dibuje una que cubra parte de la imagen.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/grid.py" />
            <source>The image lies outside the UTM zones. Warp it to a projected CRS in metres first.</source>
            <translation>La imagen queda fuera de las zonas UTM. Reproyéctela antes a un SRC proyectado en metros.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/grid.py" />
            <source>The place {bounds} in {source} has no image in {target}. Check the coordinate reference systems and the georeference of the inputs.</source>
            <translation>El lugar {bounds} en {source} no tiene imagen en {target}. Compruebe los sistemas de referencia de coordenadas y la georreferencia de las entradas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/grid.py" />
            <source>This step needs a projected CRS; the raster's is in degrees.</source>
            <translation>Este paso necesita un SRC proyectado; el del ráster está en grados.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/grid.py" />
            <source>{name} has a coordinate reference system without a place on the map (local, vertical or geocentric). Warp it to a projected one, or write the right one into the file (GDAL 'Assign projection').</source>
            <translation>{name} tiene un sistema de referencia de coordenadas sin lugar en el mapa (local, vertical o geocéntrico). Reproyéctelo a uno proyectado o escriba el correcto en el archivo (GDAL 'Asignar proyección').</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/grid.py" />
            <source>{name} has no coordinate reference system. Write the right one into the file first (GDAL 'Assign projection'; layer properties do not change the file).</source>
            <translation>{name} no tiene sistema de referencia de coordenadas. Escriba antes el correcto en el archivo (GDAL 'Asignar proyección'; las propiedades de la capa no cambian el archivo).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/grid.py" />
            <source>{name} is not georeferenced. Georeference it first.</source>
            <translation>{name} no está georreferenciado. Georreferéncielo primero.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/grid.py" />
            <source>{name} is rotated or not north-up. Warp it to a north-up grid first (GDAL 'Warp').</source>
            <translation>{name} está girado o no está orientado con el norte arriba. Reproyéctelo antes a una cuadrícula con el norte arriba (GDAL 'Combar (reproyectar)').</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/heatmap/encoding.py" />
            <source>A heatmap holds values from 0 to 1, not from {low:g} to {high:g}. Check the model's output.</source>
            <translation>Un mapa de probabilidad contiene valores de 0 a 1, no de {low:g} a {high:g}. Compruebe la salida del modelo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/heatmap/engine.py" />
            <source>The image has pixels of {own_resolution:.1f} m; the model needs about {resolution:g} m. Use a finer image or a model for this resolution.</source>
            <translation>La imagen tiene píxeles de {own_resolution:.1f} m; el modelo necesita unos {resolution:g} m. Use una imagen más fina o un modelo para esta resolución.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/heatmap/engine.py" />
            <source>{count} finished before</source>
            <translation>{count} terminadas antes</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/heatmap/engine.py" />
            <source>{count} skipped outside the area to map</source>
            <translation>{count} omitidas fuera del área que se cartografía</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/heatmap/engine.py" />
            <source>{count} skipped too flat for a rock glacier</source>
            <translation>{count} omitidas por ser demasiado llanas para un glaciar rocoso</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/heatmap/engine.py" />
            <source>{count} skipped without image data</source>
            <translation>{count} omitidas sin datos de imagen</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/heatmap/engine.py" />
            <source>{count} windows</source>
            <translation>{count} ventanas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/heatmap/engine.py" />
            <source>{time:.0f} ms each on {provider}</source>
            <translation>{time:.0f} ms cada una en {provider}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/heatmap/geotiff.py" />
            <source>ENCODING: '{encoding}' is none of {encodings}.</source>
            <translation>ENCODING: '{encoding}' no es ninguna de {encodings}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/heatmap/geotiff.py" />
            <source>{path} could not be written; the disk is full or failed ({error}). Free some space and run again.</source>
            <translation>No se pudo escribir {path}; el disco está lleno o falló ({error}). Libere espacio y ejecute de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/heatmap/scales.py" />
            <source>SCALES: '{text}' is no list of numbers between {least_scale:g} and {largest_scale:g}, for example 0.7,1,1.4.</source>
            <translation>SCALES: '{text}' no es una lista de números entre {least_scale:g} y {largest_scale:g}, por ejemplo 0.7,1,1.4.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/heatmap/scene.py" />
            <source>Finished windows are kept in {folder}: the same run goes on from them. Delete the folder if you do not want that.</source>
            <translation>Las ventanas terminadas se guardan en {folder}: la misma ejecución continúa a partir de ellas. Borre la carpeta si no lo desea.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/heatmap/scene.py" />
            <source>The output folder {parent} is not writable ({strerror}). Choose another place.</source>
            <translation>No se puede escribir en la carpeta de salida {parent} ({strerror}). Elija otro lugar.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/heatmap/scene.py" />
            <source>There is no image data in the area to map: it is all nodata or outside the mask. Check EXTENT and MASK.</source>
            <translation>No hay datos de imagen en el área que se cartografía: todo carece de datos (nodata) o queda fuera de la máscara. Compruebe EXTENT y MASK.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/heatmap/store.py" />
            <source>The disk of {folder} is full. Free some space and run again; the finished windows stay.</source>
            <translation>El disco de {folder} está lleno. Libere espacio y ejecute de nuevo; las ventanas terminadas se mantienen.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/heatmap/store.py" />
            <source>The folder {folder} cannot be made ({strerror}). Choose another place.</source>
            <translation>No se puede crear la carpeta {folder} ({strerror}). Elija otro lugar.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/heatmap/store.py" />
            <source>{folder} is cut short; the disk is full or failed. Free some space and run again.</source>
            <translation>{folder} está incompleta; el disco está lleno o falló. Libere espacio y ejecute de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/heatmap/store.py" />
            <source>{owner} is working on {parent}. Wait for it, or end it, and run again.</source>
            <translation>{owner} está trabajando en {parent}. Espere a que termine o finalícelo, y ejecute de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/heatmap/tiles.py" />
            <source>TILE_SIZE {tile_size} is too small: this model discards a rim of {rim} pixels on every side. Choose at least {smallest}.</source>
            <translation>TILE_SIZE {tile_size} es demasiado pequeño: este modelo descarta un borde de {rim} píxeles en cada lado. Elija al menos {smallest}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/calibration.py" />
            <source>, about {memory:.1f} GB</source>
            <translation>, unos {memory:.1f} GB</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/calibration.py" />
            <source>, {count} at once</source>
            <translation>, {count} a la vez</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/calibration.py" />
            <source>Windows of {size} instead of {own_size} pixels{at_once}: {saved:.0%} less work in overlaps{room}.</source>
            <translation>Ventanas de {size} en lugar de {own_size} píxeles{at_once}: {saved:.0%} menos de trabajo en solapamientos{room}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/calibration.py" />
            <source>Windows of {size} pixels, the model's own, need about {memory:.1f} GB, more than the {budget:.1f} GB to be used.</source>
            <translation>Las ventanas de {size} píxeles, las propias del modelo, necesitan unos {memory:.1f} GB, más de los {budget:.1f} GB que se pueden usar.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/calibration.py" />
            <source>Windows of {size} pixels, the model's own{at_once}{room}.</source>
            <translation>Ventanas de {size} píxeles, las propias del modelo{at_once}{room}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/calibration.py" />
            <source>Windows of {size} pixels; the model takes no larger ones.</source>
            <translation>Ventanas de {size} píxeles; el modelo no admite otras mayores.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/half.py" />
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>that failed ({reason})</source>
            <translation>eso falló ({reason})</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/half.py" />
            <source>that needs the Python package onnx ({reason})</source>
            <translation>para ello hace falta el paquete de Python onnx ({reason})</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>It computes in half precision, as the model file says.</source>
            <translation>Calcula en media precisión, como indica el archivo del modelo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>It computes in half precision; probabilities differ by {difference:.1g}.</source>
            <translation>Calcula en media precisión; las probabilidades difieren en {difference:.1g}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>It computes in single, not in half precision: {reason}.</source>
            <translation>Calcula en precisión simple, no en media precisión: {reason}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>The Python package onnxruntime is missing or broken ({error}). Install it under Settings → Options → Rock Glacier Mapper, which also says what is wrong with it, or run rockglacier:checkinstallation.</source>
            <translation>El paquete de Python onnxruntime falta o no funciona ({error}). Instálelo en Configuración → Opciones → Rock Glacier Mapper, donde también se indica qué le ocurre, o ejecute rockglacier:checkinstallation.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>The description in the model {path} is damaged. Copy, download or export the model again.</source>
            <translation>La descripción del modelo {path} está dañada. Copie, descargue o exporte el modelo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>The model file itself is in half precision, which stays.</source>
            <translation>El propio archivo del modelo está en media precisión, y así se mantiene.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>The model {path} cannot be run in half precision: {reason}. Choose the precision 'auto' or 'float32'.</source>
            <translation>El modelo {path} no se puede ejecutar en media precisión: {reason}. Elija la precisión 'auto' o 'float32'.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>The model {path} does not exist. Choose an ONNX model file.</source>
            <translation>El modelo {path} no existe. Elija un archivo de modelo ONNX.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>The model {path} failed on {place}. With too little memory, choose a smaller TILE_SIZE.</source>
            <translation>El modelo {path} falló con {place}. Si falta memoria, elija un TILE_SIZE menor.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>The model {path} gave output of shape {shape}; numbers of shape (N, 1, H, W), like its input {wanted}, were expected. Use another model.</source>
            <translation>El modelo {path} dio una salida de forma {shape}; se esperaban números de forma (N, 1, H, W), como su entrada {wanted}. Use otro modelo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>The model {path} gave values outside 0 to 1. A model made for Deepness must end with a sigmoid or softmax.</source>
            <translation>El modelo {path} dio valores fuera de 0 a 1. Un modelo hecho para Deepness debe terminar en una sigmoide o softmax.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>The model {path} gave values that are not numbers. Use another model, or train it again.</source>
            <translation>El modelo {path} dio valores que no son números. Use otro modelo o entrénelo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>The model {path} is larger than 2 GB and was not opened. Use a smaller model.</source>
            <translation>El modelo {path} ocupa más de 2 GB y no se abrió. Use un modelo más pequeño.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>The model {path} only takes windows of {width} x {height} pixels. Choose TILE_SIZE {largest} or smaller.</source>
            <translation>El modelo {path} solo admite ventanas de {width} x {height} píxeles. Elija TILE_SIZE {largest} o menor.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>The network runs on {provider} with {count} thread.</source>
            <translation>La red se ejecuta en {provider} con {count} hilo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>The network runs on {provider} with {count} threads.</source>
            <translation>La red se ejecuta en {provider} con {count} hilos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>The network runs on {provider}.</source>
            <translation>La red se ejecuta en {provider}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>The precision must be one of {precisions}.</source>
            <translation>La precisión debe ser una de {precisions}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>There is no window to run the model on.</source>
            <translation>No hay ninguna ventana en la que ejecutar el modelo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>There is not enough memory to run the model {path} on {place}. Choose a smaller TILE_SIZE, or close other programs.</source>
            <translation>No hay memoria suficiente para ejecutar el modelo {path} con {place}. Elija un TILE_SIZE menor o cierre otros programas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>it would change the probability by up to {difference:.2g}</source>
            <translation>cambiaría la probabilidad hasta en {difference:.2g}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>its probabilities differ from those of the processor by {difference:.2g}</source>
            <translation>sus probabilidades difieren de las del procesador en {difference:.2g}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>{path} cannot be opened as an ONNX model. The file may be damaged or of another kind. ({reason})</source>
            <translation>{path} no se puede abrir como modelo ONNX. El archivo puede estar dañado o ser de otro tipo. ({reason})</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>{path} must have one float input and one output, as the models of this plugin have. Use another model.</source>
            <translation>{path} debe tener una entrada de coma flotante y una salida, como los modelos de este complemento. Use otro modelo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/network.py" />
            <source>{path} takes input of shape {shape}, but its description lists {count} channels. The file is damaged; copy or download it again.</source>
            <translation>{path} admite una entrada de forma {shape}, pero su descripción enumera {count} canales. El archivo está dañado; cópielo o descárguelo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/providers.py" />
            <source>CoreML is part of onnxruntime on macOS only</source>
            <translation>CoreML solo forma parte de onnxruntime en macOS</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/providers.py" />
            <source>DEVICE is '{device}', but ONNX Runtime cannot use {names} here: {cause}. {advice}, or choose 'auto' or 'cpu'.</source>
            <translation>DEVICE es '{device}', pero ONNX Runtime no puede usar {names} aquí: {cause}. {advice}, o elija 'auto' o 'cpu'.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/providers.py" />
            <source>DEVICE must be one of {devices}, not '{device}'.</source>
            <translation>DEVICE debe ser uno de {devices}, no '{device}'.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/providers.py" />
            <source>Install onnxruntime-gpu (instead of onnxruntime, never beside it) and TensorRT of its version ('python -m pip install tensorrt'), and a current NVIDIA driver</source>
            <translation>Instale onnxruntime-gpu (en lugar de onnxruntime, nunca junto a él) y TensorRT de la versión correspondiente ('python -m pip install tensorrt'), y un controlador de NVIDIA actual</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/providers.py" />
            <source>Install onnxruntime-gpu (instead of onnxruntime, never beside it) with CUDA and cuDNN of its version, for example 'python -m pip install onnxruntime-gpu[cuda,cudnn]', and a current NVIDIA driver</source>
            <translation>Instale onnxruntime-gpu (en lugar de onnxruntime, nunca junto a él) con CUDA y cuDNN de la versión correspondiente, por ejemplo 'python -m pip install onnxruntime-gpu[cuda,cudnn]', y un controlador de NVIDIA actual</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/providers.py" />
            <source>On Windows, install onnxruntime-directml instead of onnxruntime</source>
            <translation>En Windows, instale onnxruntime-directml en lugar de onnxruntime</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/providers.py" />
            <source>a library is missing or does not fit ({reason})</source>
            <translation>una biblioteca falta o no es adecuada ({reason})</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/providers.py" />
            <source>it did not start</source>
            <translation>no arrancó</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/providers.py" />
            <source>no GPU, or a driver that is missing or too old</source>
            <translation>no hay GPU, o falta el controlador o es demasiado antiguo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/providers.py" />
            <source>the processor</source>
            <translation>el procesador</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/providers.py" />
            <source>there is no NVIDIA driver ({reason})</source>
            <translation>no hay ningún controlador de NVIDIA ({reason})</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/providers.py" />
            <source>this ONNX Runtime was built without it</source>
            <translation>esta versión de ONNX Runtime se compiló sin ello</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/providers.py" />
            <source>{name} is offered by ONNX Runtime but did not work: {cause}.</source>
            <translation>ONNX Runtime ofrece {name}, pero no funcionó: {cause}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/providers.py" />
            <source>{name} is offered by ONNX Runtime but did not work: {cause}. {advice} to use it.</source>
            <translation>ONNX Runtime ofrece {name}, pero no funcionó: {cause}. {advice} para usarlo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/safety.py" />
            <source>The model {path} holds a program compiled for one device, which cannot be checked and is not opened. Use the ONNX file that it was compiled from.</source>
            <translation>El modelo {path} contiene un programa compilado para un dispositivo concreto, que no se puede comprobar y no se abre. Use el archivo ONNX a partir del cual se compiló.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/safety.py" />
            <source>The model {path} keeps weights in '{location}', which is no file in the model's folder. It was not opened. Put that file beside the model under the name that the model gives, or use a model in one file.</source>
            <translation>El modelo {path} guarda pesos en '{location}', que no es un archivo de la carpeta del modelo. No se abrió. Ponga ese archivo junto al modelo con el nombre que indica el modelo, o use un modelo en un solo archivo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/safety.py" />
            <source>{path} cannot be opened as an ONNX model. The file may be damaged or of another kind.</source>
            <translation>{path} no se puede abrir como modelo ONNX. El archivo puede estar dañado o ser de otro tipo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/trial.py" />
            <source>The model was not tried in a process of its own first: {error}</source>
            <translation>El modelo no se probó antes en un proceso propio: {error}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/trial.py" />
            <source>The model {path} asks for more than {memory:.1f} GB of memory on a window of {side} x {side} pixels, and was not used. Use another model, or close other programs.</source>
            <translation>El modelo {path} pide más de {memory:.1f} GB de memoria con una ventana de {side} x {side} píxeles, y no se usó. Use otro modelo o cierre otros programas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/trial.py" />
            <source>The model {path} did not end within {seconds:.0f} seconds on a window of {side} x {side} pixels, and was stopped. It loops, or is far too large for this computer. Use another model.</source>
            <translation>El modelo {path} no terminó en {seconds:.0f} segundos con una ventana de {side} x {side} píxeles, y se detuvo. Entra en un bucle, o es demasiado grande para este equipo. Use otro modelo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/trial.py" />
            <source>The model {path} makes ONNX Runtime crash (exit code {code}) and was not used. The file may be damaged: copy or download it again, or use another model.</source>
            <translation>El modelo {path} bloquea ONNX Runtime (código de salida {code}) y no se usó. El archivo puede estar dañado: cópielo o descárguelo de nuevo, o use otro modelo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inference/trial.py" />
            <source>Trying a model</source>
            <translation>Prueba de un modelo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/checking.py" />
            <source>Checking the packages</source>
            <translation>Comprobación de los paquetes</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/checking.py" />
            <source>GDAL of QGIS cannot work with the numpy {version} in {file}: {reason}. Uninstall that numpy, so that the one of QGIS is found.</source>
            <translation>El GDAL de QGIS no puede trabajar con el numpy {version} de {file}: {reason}. Desinstale ese numpy, para que se encuentre el de QGIS.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/checking.py" />
            <source>Install the current Microsoft Visual C++ Redistributable (x64) and start QGIS again.</source>
            <translation>Instale la versión actual de Microsoft Visual C++ Redistributable (x64) y reinicie QGIS.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/checking.py" />
            <source>It is installed in {file}, but cannot be loaded: {reason}.{advice}</source>
            <translation>Está instalado en {file}, pero no se puede cargar: {reason}.{advice}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/checking.py" />
            <source>It was built for another numpy than the one that is found first.</source>
            <translation>Se compiló para un numpy distinto del que se encuentra primero.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/checking.py" />
            <source>exit code {code}</source>
            <translation>código de salida {code}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/checking.py" />
            <source>it crashed while it was loaded (exit code {code})</source>
            <translation>falló al cargarse (código de salida {code})</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/checking.py" />
            <source>it was not tried</source>
            <translation>no se probó</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/checking.py" />
            <source>{python} cannot be used to check the packages: {reason}</source>
            <translation>{python} no se puede usar para comprobar los paquetes: {reason}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <source>A test network ran on: {names}.</source>
            <translation>Se ejecutó una red de prueba en: {names}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <source>Everything that mapping needs works. Networks run on {provider}.</source>
            <translation>Todo lo que necesita la cartografía funciona. Las redes se ejecutan en {provider}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <source>GDAL and numpy do not work together: {reason}.</source>
            <translation>GDAL y numpy no funcionan juntos: {reason}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <source>Installation of Rock Glacier Mapper {version}</source>
            <translation>Instalación de Rock Glacier Mapper {version}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <source>Loaded in this program:</source>
            <translation>Cargados en este programa:</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <source>NVIDIA GPU: {gpu}</source>
            <translation>GPU de NVIDIA: {gpu}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <location filename="../../rock_glacier_mapper/gui/settings/page.py" />
            <source>Needed for</source>
            <translation>Necesario para</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <source>No NVIDIA GPU is visible.</source>
            <translation>No se ve ninguna GPU de NVIDIA.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <source>No network can be run: {reason}.</source>
            <translation>No se puede ejecutar ninguna red: {reason}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <location filename="../../rock_glacier_mapper/gui/settings/page.py" />
            <source>Package</source>
            <translation>Paquete</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <source>Packages</source>
            <translation>Paquetes</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <location filename="../../rock_glacier_mapper/gui/settings/page.py" />
            <source>Place</source>
            <translation>Lugar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <source>Private packages: {folder}</source>
            <translation>Paquetes privados: {folder}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <source>Purpose</source>
            <translation>Propósito</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <source>Python of child processes: {python}</source>
            <translation>Python de los procesos secundarios: {python}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <source>Python {version}, {system}</source>
            <translation>Python {version}, {system}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <source>Something that mapping needs is missing or does not work, see the table.</source>
            <translation>Algo que necesita la cartografía falta o no funciona; véase la tabla.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <location filename="../../rock_glacier_mapper/gui/settings/page.py" />
            <source>State</source>
            <translation>Estado</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <source>The GPU is not used. Install the packages for NVIDIA GPUs to use it.</source>
            <translation>La GPU no se usa. Instale los paquetes para GPU de NVIDIA para usarla.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <source>The packages could not be tried. {reason}</source>
            <translation>No se pudieron probar los paquetes. {reason}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <source>This computer</source>
            <translation>Este equipo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <location filename="../../rock_glacier_mapper/gui/settings/page.py" />
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>Version</source>
            <translation>Versión</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <source>none (they would lie in {place})</source>
            <translation>ninguno (estarían en {place})</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <source>private packages</source>
            <translation>paquetes privados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/diagnosis.py" />
            <source>{provider} is offered by ONNX Runtime but does not work: {fault}.</source>
            <translation>ONNX Runtime ofrece {provider}, pero no funciona: {fault}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/folder.py" />
            <source>Another QGIS is changing the private packages in {place}. Wait until it has finished.</source>
            <translation>Otro QGIS está modificando los paquetes privados en {place}. Espere a que haya terminado.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/folder.py" />
            <source>The folder {place} cannot be made ({reason}). Choose another one.</source>
            <translation>No se puede crear la carpeta {place} ({reason}). Elija otra.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/installing.py" />
            <source>Packages can be installed for {purposes}, not for '{unknown}'.</source>
            <translation>Se pueden instalar paquetes para {purposes}, no para '{unknown}'.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/installing.py" />
            <source>The device must be one of {devices}.</source>
            <translation>El dispositivo debe ser uno de {devices}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/installing.py" />
            <source>There is nothing to install. {obstacles}</source>
            <translation>No hay nada que instalar. {obstacles}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/installing.py" />
            <source>Trying the packages in a process of their own.</source>
            <translation>Probando los paquetes en un proceso propio.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/installing.py" />
            <source>{folder} is no folder. Choose the folder that has the wheels.</source>
            <translation>{folder} no es una carpeta. Elija la carpeta que contiene los paquetes wheel.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/installing.py" />
            <source>{name} was downloaded but cannot be loaded, so nothing was changed. Look in the log for its version, and report it to its makers. ({reason})</source>
            <translation>{name} se descargó, pero no se puede cargar, así que no se cambió nada. Busque su versión en el registro y comuníquelo a sus autores. ({reason})</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/installing.py" />
            <source>{place} cannot be written ({reason}).</source>
            <translation>No se puede escribir en {place} ({reason}).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/installing.py" />
            <source>{present} is installed in {place}. {wanted} must not be installed beside it; remove the first one where it lies.</source>
            <translation>{present} está instalado en {place}. {wanted} no debe instalarse junto a él; elimine el primero del lugar en que está.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/looking.py" />
            <source>Version {minimum} or later is needed. Update it where it lies, {place}, or use a newer QGIS; private packages never replace those of QGIS.</source>
            <translation>Se necesita la versión {minimum} o posterior. Actualícelo donde está, en {place}, o use un QGIS más reciente; los paquetes privados nunca sustituyen a los de QGIS.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/looking.py" />
            <source>numpy {version} in {place} hides the numpy {other} that QGIS brings in {where}; parts of QGIS that were built for the older one fail. Uninstall the newer one.</source>
            <translation>numpy {version} en {place} oculta el numpy {other} que QGIS trae en {where}; las partes de QGIS que se compilaron para el más antiguo fallan. Desinstale el más reciente.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/looking.py" />
            <source>{projects} are all installed, but share one folder: only one of them may be. Uninstall all of them, then install one.</source>
            <translation>{projects} están todos instalados, pero comparten una carpeta: solo puede estarlo uno de ellos. Desinstálelos todos y después instale uno.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/looking.py" />
            <source>{project} is registered as installed, but its files are gone. Install it again.</source>
            <translation>{project} figura como instalado, pero sus archivos han desaparecido. Instálelo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/packages.py" />
            <source>cannot be loaded</source>
            <translation>no se puede cargar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/packages.py" />
            <source>clusters</source>
            <translation>clústeres</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/packages.py" />
            <source>everything</source>
            <translation>todo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/packages.py" />
            <source>heatmaps</source>
            <translation>mapas de probabilidad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/packages.py" />
            <source>in conflict</source>
            <translation>en conflicto</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/packages.py" />
            <source>mapping</source>
            <translation>cartografía</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/packages.py" />
            <source>missing</source>
            <translation>falta</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/packages.py" />
            <source>outlines, regions, demo scene</source>
            <translation>contornos, regiones, escena de demostración</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/packages.py" />
            <source>published weights</source>
            <translation>pesos publicados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/packages.py" />
            <source>reports, contact sheets, curves</source>
            <translation>informes, hojas de contacto, curvas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/packages.py" />
            <source>saving a trained network</source>
            <translation>guardar una red entrenada</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/packages.py" />
            <source>too old</source>
            <translation>demasiado antiguo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/packages.py" />
            <location filename="../../rock_glacier_mapper/core/patches/contact_sheet.py" />
            <location filename="../../rock_glacier_mapper/core/patches/export.py" />
            <source>training</source>
            <translation>entrenamiento</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/packages.py" />
            <source>training a network</source>
            <translation>entrenar una red</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/packages.py" />
            <source>workers through Dask</source>
            <translation>procesos de trabajo mediante Dask</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/packages.py" />
            <source>works</source>
            <translation>funciona</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/pip.py" />
            <source>A downloaded file is damaged. Delete it and download it again.</source>
            <translation>Un archivo descargado está dañado. Bórrelo y descárguelo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/pip.py" />
            <source>Install QGIS again from qgis.org; its Python brings pip.</source>
            <translation>Instale QGIS de nuevo desde qgis.org; su Python trae pip.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/pip.py" />
            <source>Install it with the package manager: python3-pip on Debian and Ubuntu, or the packages themselves (python3-rasterio, python3-skimage and so on).</source>
            <translation>Instálelo con el gestor de paquetes: python3-pip en Debian y Ubuntu, o los propios paquetes (python3-rasterio, python3-skimage, etc.).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/pip.py" />
            <source>Installing packages</source>
            <translation>Instalación de paquetes</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/pip.py" />
            <source>No package fits this Python and system, and what is installed already.</source>
            <translation>Ningún paquete es compatible con este Python y este sistema, ni con lo que ya está instalado.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/pip.py" />
            <source>Run OSGeo4W Setup and choose the package python3-pip.</source>
            <translation>Ejecute OSGeo4W Setup y elija el paquete python3-pip.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/pip.py" />
            <source>The certificate of the server is not trusted, as where a firewall looks into encrypted traffic. Ask your administrator for its certificate, and name the file in the variable PIP_CERT (see docs/installation.md).</source>
            <translation>El certificado del servidor no es de confianza, como ocurre cuando un cortafuegos inspecciona el tráfico cifrado. Pida su certificado al administrador e indique el archivo en la variable PIP_CERT (véase docs/installation.md).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/pip.py" />
            <source>The disk is full; nothing was changed. Free some space and try again.</source>
            <translation>El disco está lleno; no se cambió nada. Libere espacio e inténtelo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/pip.py" />
            <source>The folder cannot be written. Choose another one.</source>
            <translation>No se puede escribir en la carpeta. Elija otra.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/pip.py" />
            <source>The folder has no package that fits this Python and system. Download again, with the command that is shown for downloading.</source>
            <translation>La carpeta no contiene ningún paquete compatible con este Python y este sistema. Descárguelos de nuevo, con la orden que se muestra para la descarga.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/pip.py" />
            <source>The proxy does not let pip through. Check name and password of the proxy in QGIS (Settings, Options, Network).</source>
            <translation>El proxy no deja pasar a pip. Compruebe el nombre y la contraseña del proxy en QGIS (Configuración, Opciones, Red).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/pip.py" />
            <source>There is no connection to the package index. Check the network, or use a folder.</source>
            <translation>No hay conexión con el índice de paquetes. Compruebe la red o use una carpeta.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/pip.py" />
            <source>What is to be installed does not fit what QGIS brings, and that is never replaced. A newer QGIS may help.</source>
            <translation>Lo que se va a instalar no es compatible con lo que trae QGIS, que nunca se sustituye. Un QGIS más reciente puede servir.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/pip.py" />
            <source>pip did not say what it would install. Update pip and try again.</source>
            <translation>pip no indicó qué instalaría. Actualice pip e inténtelo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/pip.py" />
            <source>pip failed, and nothing was changed: {words}</source>
            <translation>pip falló, y no se cambió nada: {words}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/pip.py" />
            <source>pip is missing. {advice}</source>
            <translation>Falta pip. {advice}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/installation/running.py" />
            <source>{program} cannot be started ({reason}).</source>
            <translation>No se puede iniciar {program} ({reason}).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/append.py" />
            <location filename="../../rock_glacier_mapper/core/inventory/build.py" />
            <source>Candidate {name} is left out: it has no place in WGS 84, or it lies in the same 0.0001° cell as another and is too small to tell them apart.</source>
            <translation>El candidato {name} se omite: no tiene lugar en WGS 84, o está en la misma celda de 0.0001° que otro y es demasiado pequeño para distinguirlos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/attributes.py" />
            <source>An outline covers {columns:.3g} x {rows:.3g} cells of a raster whose cells are {width:.3g} map units wide. Check the raster's georeference and coordinate reference system.</source>
            <translation>Un contorno abarca {columns:.3g} x {rows:.3g} celdas de un ráster cuyas celdas miden {width:.3g} unidades de mapa de ancho. Compruebe la georreferencia y el sistema de referencia de coordenadas del ráster.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/checkreport.py" />
            <source>And {count} more; the table of findings has them all.</source>
            <translation>Y {count} más; la tabla de hallazgos los contiene todos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/checkreport.py" />
            <source>Check</source>
            <translation>Comprobación</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/checkreport.py" />
            <source>Check of {name}</source>
            <translation>Comprobación de {name}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/checkreport.py" />
            <source>Checks</source>
            <translation>Comprobaciones</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/checkreport.py" />
            <source>Error: the inventory contradicts itself or the rules. Warning: probably wrong, look at it. Note: worth knowing. Value lists that are marked as recalled in the schema are to be checked against the RGIK guidelines (2023, doi 10.51363/unifr.srr.2023.002).</source>
            <translation>Error: el inventario contradice las reglas o se contradice a sí mismo. Advertencia: probablemente incorrecto, revíselo. Nota: conviene saberlo. Las listas de valores marcadas en el esquema como citadas de memoria (recalled) deben contrastarse con las directrices del RGIK (2023, doi 10.51363/unifr.srr.2023.002).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/checkreport.py" />
            <source>Errors</source>
            <translation>Errores</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/checkreport.py" />
            <source>Feature</source>
            <translation>Objeto espacial</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/checkreport.py" />
            <source>Features</source>
            <translation>Objetos espaciales</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/checkreport.py" />
            <source>Field</source>
            <translation>Campo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/checkreport.py" />
            <source>Finding</source>
            <translation>Hallazgo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/checkreport.py" />
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Layer</source>
            <translation>Capa</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/checkreport.py" />
            <location filename="../../rock_glacier_mapper/core/report/page.py" />
            <source>Notes</source>
            <translation>Notas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/checkreport.py" />
            <source>Severity</source>
            <translation>Gravedad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/checkreport.py" />
            <source>The inventory has errors.</source>
            <translation>El inventario tiene errores.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/checkreport.py" />
            <source>There are no errors and no warnings.</source>
            <translation>No hay errores ni advertencias.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/checkreport.py" />
            <source>There are no errors; look at the warnings.</source>
            <translation>No hay errores; revise las advertencias.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/checkreport.py" />
            <source>Warnings</source>
            <translation>Advertencias</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/checkreport.py" />
            <location filename="../../rock_glacier_mapper/processing/checkinventory.py" />
            <source>{errors} errors, {warnings} warnings, {notes} notes.</source>
            <translation>{errors} errores, {warnings} advertencias, {notes} notas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/checks.py" />
            <source>The layer {layer} has unsaved edits, which were not checked. Save them and check again.</source>
            <translation>La capa {layer} tiene ediciones sin guardar, que no se comprobaron. Guárdelas y compruebe de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/climate.py" />
            <source>bilinear at the point on surface (cells of {size:.3g} km)</source>
            <translation>bilineal en el punto sobre la superficie (celdas de {size:.3g} km)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/climate.py" />
            <source>mean of the cells in the outline</source>
            <translation>media de las celdas del contorno</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/climate.py" />
            <source>{what} in mm a year</source>
            <translation>{what} en mm al año</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/climate.py" />
            <source>{what} would be about {median:.4g}. Choose the right unit, or check that it is the right raster.</source>
            <translation>{what} sería de unos {median:.4g}. Elija la unidad correcta o compruebe que es el ráster adecuado.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/climate.py" />
            <source>{what}: the file does not say in which unit the precipitation is. Choose the unit: {units}.</source>
            <translation>{what}: el archivo no indica en qué unidad está la precipitación. Elija la unidad: {units}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/climate.py" />
            <source>{what}: the file names no unit; by its values it is in {unit}.</source>
            <translation>{what}: el archivo no indica ninguna unidad; por sus valores, está en {unit}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/climate.py" />
            <source>{what}: the file says "{given}" in which unit the precipitation is. Choose the unit: {units}.</source>
            <translation>{what}: como unidad de la precipitación, el archivo indica "{given}". Elija la unidad: {units}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/climate.py" />
            <source>{what}: the raster has {count} bands; one (the year) or twelve (the months from January) are needed.</source>
            <translation>{what}: el ráster tiene {count} bandas; se necesita una (el año) o doce (los meses a partir de enero).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/climate.py" />
            <source>{what}: unit by the file's tags: {unit}.</source>
            <translation>{what}: unidad según las etiquetas del archivo: {unit}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/climate.py" />
            <source>{what}: values of about {middle:.4g} are neither °C nor kelvin. Is it the right raster? Values in tenths of a degree need a scale of 0.1 in the file (gdal_translate -a_scale 0.1).</source>
            <translation>{what}: valores de unos {middle:.4g} no son ni °C ni kelvin. ¿Es el ráster correcto? Los valores en décimas de grado necesitan una escala de 0.1 en el archivo (gdal_translate -a_scale 0.1).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/climate.py" />
            <source>{what}: {count} impossible values (such as {values:.4g}) were left out. Does the file lack a nodata value?</source>
            <translation>{what}: se omitieron {count} valores imposibles (como {values:.4g}). ¿Le falta al archivo un valor sin datos (nodata)?</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/comparison.py" />
            <source>Area in this one</source>
            <translation>Área en este</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/comparison.py" />
            <source>Common area</source>
            <translation>Área común</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/comparison.py" />
            <source>Comparison of inventories</source>
            <translation>Comparación de inventarios</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/comparison.py" />
            <source>Distances must be 0 or more, not {distance} and {margin} m.</source>
            <translation>Las distancias deben ser 0 o más, no {distance} y {margin} m.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/comparison.py" />
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>IoU by area</source>
            <translation>IoU por área</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/comparison.py" />
            <source>Location</source>
            <translation>Ubicación</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/comparison.py" />
            <source>New in this one</source>
            <translation>Nuevos en este</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/comparison.py" />
            <source>Number in it</source>
            <translation>Número en el otro</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/comparison.py" />
            <source>Number in this one</source>
            <translation>Número en este</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/comparison.py" />
            <source>Of it found here</source>
            <translation>Del otro, hallados aquí</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/comparison.py" />
            <source>Other inventory</source>
            <translation>Otro inventario</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/comparison.py" />
            <source>Same landform</source>
            <translation>Misma geoforma</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/comparison.py" />
            <source>Share</source>
            <translation>Proporción</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/comparison.py" />
            <source>where {inventory} is</source>
            <translation>donde está {inventory}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/comparison.py" />
            <source>{name} and other inventories</source>
            <translation>{name} y otros inventarios</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/duplicates.py" />
            <source>The overlap {share:g} is impossible. Choose more than 0 and at most 1.</source>
            <translation>El solapamiento {share:g} es imposible. Elija más de 0 y como máximo 1.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/duplicates.py" />
            <source>There is no duplicate rule {rule}. Choose one of {rules}.</source>
            <translation>No existe la regla de duplicados {rule}. Elija una de {rules}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/findings.py" />
            <location filename="../../resources/rgik_schema.json" />
            <source>Activity and kinematics</source>
            <translation>Actividad y cinemática</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/findings.py" />
            <location filename="../../rock_glacier_mapper/processing/createinventory.py" />
            <location filename="../../resources/rgik_schema.json" />
            <source>Area of interest</source>
            <translation>Área de interés</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/findings.py" />
            <source>Area value</source>
            <translation>Valor del área</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/findings.py" />
            <source>Duplicates</source>
            <translation>Duplicados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/findings.py" />
            <source>File and layers</source>
            <translation>Archivo y capas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/findings.py" />
            <source>Geometry</source>
            <translation>Geometría</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/findings.py" />
            <source>Marker position</source>
            <translation>Posición del marcador</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/findings.py" />
            <location filename="../../resources/rgik_schema.json" />
            <source>Metadata</source>
            <translation>Metadatos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/findings.py" />
            <location filename="../../rock_glacier_mapper/processing/movingareas.py" />
            <location filename="../../resources/rgik_schema.json" />
            <source>Moving areas</source>
            <translation>Áreas en movimiento</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/findings.py" />
            <source>Origin of values</source>
            <translation>Origen de los valores</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/findings.py" />
            <source>Outline identifiers</source>
            <translation>Identificadores de los contornos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/findings.py" />
            <source>Outlines of markers</source>
            <translation>Contornos de los marcadores</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/findings.py" />
            <source>Overlaps</source>
            <translation>Solapamientos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/findings.py" />
            <source>Primary identifiers</source>
            <translation>Identificadores primarios</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/findings.py" />
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <location filename="../../resources/rgik_schema.json" />
            <source>Review</source>
            <translation>Revisión</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/findings.py" />
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <location filename="../../rock_glacier_mapper/processing/createinventory.py" />
            <location filename="../../resources/rgik_schema.json" />
            <source>Rock glacier systems</source>
            <translation>Sistemas de glaciares rocosos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/findings.py" />
            <source>Systems of units</source>
            <translation>Sistemas de las unidades</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/findings.py" />
            <source>Text length</source>
            <translation>Longitud del texto</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/findings.py" />
            <source>Values</source>
            <translation>Valores</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/findings.py" />
            <source>error</source>
            <translation>error</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/findings.py" />
            <source>note</source>
            <translation>nota</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/findings.py" />
            <source>warning</source>
            <translation>advertencia</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/geopackage.py" />
            <source>The changes to {layer} could not be saved, because another program has locked {path}. Nothing was changed. Save or end the editing there, then run again.</source>
            <translation>No se pudieron guardar los cambios de {layer}, porque otro programa ha bloqueado {path}. No se cambió nada. Guarde o termine allí la edición y ejecute de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/geopackage.py" />
            <source>The changes to {layer} could not be saved: the disk of {path} is full. Nothing was changed. Free some space and run again.</source>
            <translation>No se pudieron guardar los cambios de {layer}: el disco de {path} está lleno. No se cambió nada. Libere espacio y ejecute de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/geopackage.py" />
            <source>The changes to {layer} could not be saved: {errors}. Nothing was changed.</source>
            <translation>No se pudieron guardar los cambios de {layer}: {errors}. No se cambió nada.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/geopackage.py" />
            <source>there is no field {name}</source>
            <translation>no existe el campo {name}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/identifiers.py" />
            <source>A rock glacier system has no place for an identifier of its own. Remove duplicate polygons from the candidates.</source>
            <translation>Un sistema de glaciares rocosos no tiene lugar para un identificador propio. Elimine los polígonos duplicados de los candidatos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/identifiers.py" />
            <source>An identifier starts with RGU or RGS, not {prefix}.</source>
            <translation>Un identificador empieza por RGU o RGS, no por {prefix}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/identifiers.py" />
            <source>There is no place at latitude {latitude}, longitude {longitude}. Check the coordinate reference system of the layer.</source>
            <translation>No hay ningún lugar en la latitud {latitude}, longitud {longitude}. Compruebe el sistema de referencia de coordenadas de la capa.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/identifiers.py" />
            <source>{identifier!r} is no RGIK identifier such as RGU281527N0972426E.</source>
            <translation>{identifier!r} no es un identificador RGIK como RGU281527N0972426E.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/linkchecks.py" />
            <source>AssocRGS {identifier} is no identifier such as RGS281527N0972426E. Correct it.</source>
            <translation>AssocRGS {identifier} no es un identificador como RGS281527N0972426E. Corríjalo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/linkchecks.py" />
            <source>LAT and LON ({latitude:.6f}, {longitude:.6f}) are not those of the marker ({marker_latitude:.6f}, {marker_longitude:.6f}). Correct them.</source>
            <translation>LAT y LON ({latitude:.6f}, {longitude:.6f}) no son las del marcador ({marker_latitude:.6f}, {marker_longitude:.6f}). Corríjalas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/linkchecks.py" />
            <source>NUnits is {given}, but {count} units belong to the system. Correct the number, or AssocRGS of the units.</source>
            <translation>NUnits es {given}, pero al sistema pertenecen {count} unidades. Corrija el número, o AssocRGS de las unidades.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/linkchecks.py" />
            <source>No unit belongs to this system. Delete it, or correct AssocRGS of its units.</source>
            <translation>Ninguna unidad pertenece a este sistema. Bórrelo, o corrija AssocRGS de sus unidades.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/linkchecks.py" />
            <source>PolyUID {value} is already that of feature {feature}. Give this one a value of its own.</source>
            <translation>PolyUID {value} ya es el del objeto espacial {feature}. Dé a este un valor propio.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/linkchecks.py" />
            <source>RGSType is {kind}, but {count} units belong to the system. Correct it.</source>
            <translation>RGSType es {kind}, pero al sistema pertenecen {count} unidades. Corríjalo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/linkchecks.py" />
            <source>The marker lies outside the extended outline of its unit. Move the marker inside; its PrimaryID stays.</source>
            <translation>El marcador queda fuera del contorno extendido de su unidad. Muévalo adentro; su PrimaryID se mantiene.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/linkchecks.py" />
            <source>The marker lies outside the restricted outline of its unit. Move the marker inside; its PrimaryID stays.</source>
            <translation>El marcador queda fuera del contorno restringido de su unidad. Muévalo adentro; su PrimaryID se mantiene.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/linkchecks.py" />
            <source>The marker says that this is not a rock glacier (Landform 2). Delete the outline, set its review to remove, or change Landform.</source>
            <translation>El marcador indica que esto no es un glaciar rocoso (Landform 2). Borre el contorno, ponga su revisión en «eliminar» (remove) o cambie Landform.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/linkchecks.py" />
            <source>The point lies {metres:.0f} m away from the place that {field} {value} names. If it was moved by mistake, move it back; an identifier stays as it was assigned.</source>
            <translation>El punto está a {metres:.0f} m del lugar que indica {field} {value}. Si se movió por error, devuélvalo a su sitio; un identificador se mantiene tal como se asignó.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/linkchecks.py" />
            <source>The restricted outline reaches out of the extended one ({area:.0f} m²). Snap it to the extended outline.</source>
            <translation>El contorno restringido sobresale del extendido ({area:.0f} m²). Ajústelo al contorno extendido.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/linkchecks.py" />
            <source>The unit has a restricted outline but no extended one. Draw the extended outline.</source>
            <translation>La unidad tiene un contorno restringido, pero ninguno extendido. Dibuje el contorno extendido.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/linkchecks.py" />
            <source>The unit has a second outline of type {kind}; the first is feature {feature}. Keep one, or give the other a unit of its own.</source>
            <translation>La unidad tiene un segundo contorno de tipo {kind}; el primero es el objeto espacial {feature}. Conserve uno, o dé al otro una unidad propia.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/linkchecks.py" />
            <source>The unit is a rock glacier but has no extended outline. Draw one, or change Landform.</source>
            <translation>La unidad es un glaciar rocoso, pero no tiene contorno extendido. Dibuje uno o cambie Landform.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/linkchecks.py" />
            <source>There is no marker with the PrimaryID {identifier}. Correct it, or add the marker.</source>
            <translation>No hay ningún marcador con el PrimaryID {identifier}. Corríjalo o añada el marcador.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/linkchecks.py" />
            <source>There is no system {identifier} in the layer of systems. Correct AssocRGS, or add the system.</source>
            <translation>No hay ningún sistema {identifier} en la capa de sistemas. Corrija AssocRGS o añada el sistema.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/linkchecks.py" />
            <source>{field} {value} is already that of feature {feature}. Give this one an identifier of its own.</source>
            <translation>{field} {value} ya es el del objeto espacial {feature}. Dé a este un identificador propio.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/linkchecks.py" />
            <source>{field} {value} is no identifier such as {prefix}281527N0972426E: {prefix}, latitude with 2 + 4 digits and N or S, longitude with 3 + 4 digits and E or W. Correct it, also where others refer to it.</source>
            <translation>{field} {value} no es un identificador como {prefix}281527N0972426E: {prefix}, latitud con 2 + 4 cifras y N o S, longitud con 3 + 4 cifras y E o W. Corríjalo, también donde otros lo citen.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/markersample.py" />
            <source>A sample needs at least one reviewer.</source>
            <translation>Una muestra necesita al menos un revisor.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/markersample.py" />
            <source>The share must be above 0 %, up to 100 %, not {share:g} %.</source>
            <translation>La proporción debe ser mayor que 0 % y como máximo 100 %, no {share:g} %.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/markersample.py" />
            <source>There are no landforms to draw from. Choose another inventory.</source>
            <translation>No hay geoformas de las que extraer la muestra. Elija otro inventario.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/markersample.py" />
            <source>There is room for {count} of {wanted} control points only. Choose fewer, a smaller distance, or a larger area.</source>
            <translation>Solo hay espacio para {count} de los {wanted} puntos de control. Elija menos puntos, una distancia menor o un área mayor.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/population.py" />
            <source>{role}: the raster does not say how it was computed; {pisr_variant} stays empty. Values of different variants must not be mixed in one inventory.</source>
            <translation>{role}: el ráster no indica cómo se calculó; {pisr_variant} queda vacío. En un mismo inventario no se deben mezclar valores de variantes distintas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/population.py" />
            <source>{what}: {missing} of {count} outlines lie outside the raster or on its gaps; their {name} stays empty.</source>
            <translation>{what}: {missing} de {count} contornos quedan fuera del ráster o en sus huecos; su {name} queda vacío.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/population.py" />
            <source>{what}: {rule}.</source>
            <translation>{what}: {rule}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/reading.py" />
            <source>no layers</source>
            <translation>no hay capas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/reading.py" />
            <source>{path} cannot be read as a GeoPackage ({error}). Close it in other programs, and check that it is the GeoPackage of an inventory.</source>
            <translation>{path} no se puede leer como GeoPackage ({error}). Ciérrelo en otros programas y compruebe que es el GeoPackage de un inventario.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/reading.py" />
            <source>{path} does not exist. Choose the GeoPackage of an inventory.</source>
            <translation>{path} no existe. Elija el GeoPackage de un inventario.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/reading.py" />
            <source>{path} is no rock glacier inventory: it has neither a layer PM (primary markers) nor GO (outlines), only {names}. Choose a GeoPackage made with Create RGIK inventory, or one in the RoGI layout.</source>
            <translation>{path} no es un inventario de glaciares rocosos: no tiene capa PM (marcadores primarios) ni GO (contornos), solo {names}. Elija un GeoPackage hecho con Crear inventario RGIK, o uno con la estructura RoGI.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/restricted.py" />
            <source>The front's width must be positive, not {max_front_m}.</source>
            <translation>La anchura del frente debe ser positiva, no {max_front_m}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/restricted.py" />
            <source>The share must lie between 0 and 1, not {min_share}.</source>
            <translation>La proporción debe estar entre 0 y 1, no ser {min_share}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/restricted.py" />
            <source>The slope must lie between 0° and 90°, not {min_slope}.</source>
            <translation>La pendiente debe estar entre 0° y 90°, no ser {min_slope}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/restricted.py" />
            <source>The smoothing must be 0 to 200 m, not {smoothing_m}.</source>
            <translation>El suavizado debe ser de 0 a 200 m, no {smoothing_m}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/rogi.py" />
            <source>The layer {name} has no coordinate reference system. Assign the right one first.</source>
            <translation>La capa {name} no tiene sistema de referencia de coordenadas. Asígnele antes el correcto.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/rogi.py" />
            <source>The {name} {value!r} gives no layer name. Use letters, digits and hyphens.</source>
            <translation>El valor {value!r} de {name} no da un nombre de capa. Use letras, cifras y guiones.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/rogi.py" />
            <source>automatic outlines that are not yet reviewed</source>
            <translation>contornos automáticos aún sin revisar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/rogi.py" />
            <source>geometries of {layer} without a place on the Earth (NULL is exported)</source>
            <translation>geometrías de {layer} sin lugar en la Tierra (se exporta NULL)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/rogi.py" />
            <source>markers of other landforms</source>
            <translation>marcadores de otras geoformas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/rogi.py" />
            <source>markers of units that are not yet reviewed</source>
            <translation>marcadores de unidades aún sin revisar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/rogi.py" />
            <source>outlines of other landforms</source>
            <translation>contornos de otras geoformas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/rogi.py" />
            <source>outlines removed in the review</source>
            <translation>contornos eliminados en la revisión</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/schema.py" />
            <source>The inventory schema {path} cannot be read ({error}).</source>
            <translation>No se puede leer el esquema de inventario {path} ({error}).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/schema.py" />
            <source>The inventory schema {path} lacks or misspells {error}.</source>
            <translation>En el esquema de inventario {path} falta o está mal escrito {error}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/schema.py" />
            <source>The inventory schema {path}: {error}</source>
            <translation>El esquema de inventario {path}: {error}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/schema.py" />
            <source>layer {code} has a field name twice</source>
            <translation>la capa {code} tiene un nombre de campo repetido</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/schema.py" />
            <source>layer {code} has an unknown geometry</source>
            <translation>la capa {code} tiene una geometría desconocida</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/schema.py" />
            <source>the value list {name} has a code twice</source>
            <translation>la lista de valores {name} tiene un código repetido</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/schema.py" />
            <source>the value list {name} has a label twice</source>
            <translation>la lista de valores {name} tiene una etiqueta repetida</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/schema.py" />
            <source>the value list {name} has an unknown evidence tag</source>
            <translation>la lista de valores {name} tiene una marca de evidencia desconocida</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/schema.py" />
            <source>the value list {name} is empty</source>
            <translation>la lista de valores {name} está vacía</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/schema.py" />
            <source>the view {code} has a column from {layer}</source>
            <translation>la vista {code} tiene una columna de {layer}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/schema.py" />
            <source>the view {code} has a column twice</source>
            <translation>la vista {code} tiene una columna repetida</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/schema.py" />
            <source>two layers have the same code</source>
            <translation>dos capas tienen el mismo código</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/schema.py" />
            <source>{place} has an unknown evidence tag</source>
            <translation>{place} tiene una marca de evidencia desconocida</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/schema.py" />
            <source>{place} has the unknown type {type}</source>
            <translation>{place} tiene el tipo desconocido {type}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/schema.py" />
            <source>{place} is too short for a code of {name}</source>
            <translation>{place} es demasiado corto para un código de {name}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/schema.py" />
            <source>{place}: its default is not in {name}</source>
            <translation>{place}: su valor predeterminado no está en {name}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/schema.py" />
            <source>{place}: stored names have no dots</source>
            <translation>{place}: los nombres almacenados no llevan puntos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/schema.py" />
            <source>{place}: the codes of {name} do not fit its type</source>
            <translation>{place}: los códigos de {name} no concuerdan con su tipo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/shapechecks.py" />
            <source>AREA is {value:g} km², but the outline has {area:.6g} km². Run Populate RGIK attributes again, also for the other measures.</source>
            <translation>AREA es {value:g} km², pero el contorno tiene {area:.6g} km². Ejecute de nuevo Rellenar atributos RGIK, también por las demás medidas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/shapechecks.py" />
            <source>The extended outline has {area:.4f} km², less than the {minimum:g} km² of the smallest rock glacier to be mapped. Leave it out, or lower the limit.</source>
            <translation>El contorno extendido tiene {area:.4f} km², menos que los {minimum:g} km² del glaciar rocoso más pequeño que debe cartografiarse. Omítalo o reduzca el límite.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/shapechecks.py" />
            <source>The geometry cannot be read: a ring is open or has fewer than four points. Draw it anew.</source>
            <translation>La geometría no se puede leer: un anillo está abierto o tiene menos de cuatro puntos. Dibújela de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/shapechecks.py" />
            <source>The geometry is a {kind}, but a point is needed. Draw it anew.</source>
            <translation>La geometría es de tipo {kind}, pero se necesita un punto. Dibújela de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/shapechecks.py" />
            <source>The geometry is a {kind}, but a polygon is needed. Draw it anew.</source>
            <translation>La geometría es de tipo {kind}, pero se necesita un polígono. Dibújela de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/shapechecks.py" />
            <source>The geometry is invalid: {reason}. Repair it with the vertex tool or with Fix geometries.</source>
            <translation>La geometría no es válida: {reason}. Repárela con la herramienta de vértices o con Corregir geometrías.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/shapechecks.py" />
            <source>The geometry is the same as that of feature {feature}. Delete one of the two.</source>
            <translation>La geometría es la misma que la del objeto espacial {feature}. Borre uno de los dos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/shapechecks.py" />
            <source>The outline has no place on the Earth in the layer's coordinate reference system. Assign the right one, or draw the outline anew.</source>
            <translation>El contorno no tiene lugar en la Tierra en el sistema de referencia de coordenadas de la capa. Asigne el correcto o dibuje el contorno de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/shapechecks.py" />
            <source>The outline lies outside all areas of interest. Enlarge the area, or say why in the comment.</source>
            <translation>El contorno queda fuera de todas las áreas de interés. Amplíe el área o explique el motivo en el comentario.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/shapechecks.py" />
            <source>The outline lies to {share:.0f} % in that of another unit, feature {feature} ({unit}). Draw the common boundary once, unless one unit really overrides the other.</source>
            <translation>El contorno está en un {share:.0f} % dentro del de otra unidad, el objeto espacial {feature} ({unit}). Dibuje el límite común una sola vez, salvo que una unidad realmente se superponga a la otra.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/shapechecks.py" />
            <source>There is no geometry. Draw a point or delete the feature.</source>
            <translation>No hay geometría. Dibuje un punto o borre el objeto espacial.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/shapechecks.py" />
            <source>There is no geometry. Draw a polygon or delete the feature.</source>
            <translation>No hay geometría. Dibuje un polígono o borre el objeto espacial.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/shapechecks.py" />
            <source>a coordinate is not a number</source>
            <translation>una coordenada no es un número</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/shapechecks.py" />
            <source>a hole lies in another hole</source>
            <translation>un agujero está dentro de otro agujero</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/shapechecks.py" />
            <source>a hole lies outside the outline</source>
            <translation>un agujero está fuera del contorno</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/shapechecks.py" />
            <source>a part lies inside another part</source>
            <translation>una parte está dentro de otra parte</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/shapechecks.py" />
            <source>a ring has fewer than four points</source>
            <translation>un anillo tiene menos de cuatro puntos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/shapechecks.py" />
            <source>a ring is there twice</source>
            <translation>un anillo está repetido</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/shapechecks.py" />
            <source>a ring touches or crosses itself</source>
            <translation>un anillo se toca o se cruza a sí mismo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/shapechecks.py" />
            <source>holes cut the outline apart</source>
            <translation>los agujeros dividen el contorno</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/shapechecks.py" />
            <source>its boundary crosses itself</source>
            <translation>su borde se cruza a sí mismo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/statistics.py" />
            <source>E</source>
            <translation>E</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/statistics.py" />
            <source>N</source>
            <translation>N</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/statistics.py" />
            <source>NE</source>
            <translation>NE</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/statistics.py" />
            <source>NW</source>
            <translation>NO</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/statistics.py" />
            <source>S</source>
            <translation>S</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/statistics.py" />
            <source>SE</source>
            <translation>SE</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/statistics.py" />
            <source>SW</source>
            <translation>SO</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/statistics.py" />
            <source>W</source>
            <translation>O</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <location filename="../../rock_glacier_mapper/core/kinematics/products.py" />
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source> and </source>
            <translation> y </translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>A velocity is given although KIN_QC says: {quality}</source>
            <translation>Se indica una velocidad aunque KIN_QC dice: {quality}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>KinAtt is given although less than half of the unit has kinematic data. RGIK asks for Undefined then.</source>
            <translation>Se indica KinAtt aunque menos de la mitad de la unidad tiene datos cinemáticos. En ese caso, RGIK pide Undefined (indefinido).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>KinAtt is given without KinPeriod. Say for which period it holds, for example 2018-2021.</source>
            <translation>Se indica KinAtt sin KinPeriod. Señale para qué período es válido, por ejemplo 2018-2021.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>KinAtt is given without {names}.</source>
            <translation>Se indica KinAtt sin {names}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>RelIndex is given although a grade of the outline is missing. Empty it, or fill in all four grades.</source>
            <translation>Se indica RelIndex aunque falta un grado del contorno. Vacíelo o rellene los cuatro grados.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>RelIndex must be {total}, the sum of the four grades, not empty. Correct it.</source>
            <translation>RelIndex debe ser {total}, la suma de los cuatro grados, y no estar vacío. Corríjalo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>RelIndex must be {total}, the sum of the four grades, not {index}. Correct it.</source>
            <translation>RelIndex debe ser {total}, la suma de los cuatro grados, no {index}. Corríjalo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>The activity class is {activity}, but the kinematic attribute is {label}. Look at both again.</source>
            <translation>La clase de actividad es {activity}, pero el atributo cinemático es {label}. Revise ambos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>The activity was assessed from kinematic data, but KinAtt is not given.</source>
            <translation>La actividad se evaluó con datos cinemáticos, pero no se indica KinAtt.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>The field {field} ({description}) is missing. Add it.</source>
            <translation>Falta el campo {field} ({description}). Añádalo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>The layer has another coordinate reference system than the outlines. Bring all layers into one.</source>
            <translation>La capa tiene un sistema de referencia de coordenadas distinto del de los contornos. Pase todas las capas a uno mismo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>The layer has no coordinate reference system. Assign the right one.</source>
            <translation>La capa no tiene sistema de referencia de coordenadas. Asígnele el correcto.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>The layer {layer} was not checked, because another layer is of the same kind. Check one inventory a file.</source>
            <translation>La capa {layer} no se comprobó, porque otra capa es del mismo tipo. Compruebe un inventario por archivo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>The observations end ({end}) before they begin ({start}).</source>
            <translation>Las observaciones terminan ({end}) antes de empezar ({start}).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>The shares of the velocity classes are no shares of one unit.</source>
            <translation>Las proporciones de las clases de velocidad no son proporciones de una unidad.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>There is no layer AOI, the area of interest. Say which area was searched exhaustively.</source>
            <translation>Falta la capa AOI, el área de interés. Indique qué área se exploró de forma exhaustiva.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>There is no layer GO, the outlines. They are needed for nearly all checks.</source>
            <translation>Falta la capa GO, los contornos. Son necesarios para casi todas las comprobaciones.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>There is no layer MA, the moving areas. They are needed for kinematic attributes only.</source>
            <translation>Falta la capa MA, las áreas en movimiento. Solo son necesarias para los atributos cinemáticos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>There is no layer PM, the primary markers. Every rock glacier unit needs one.</source>
            <translation>Falta la capa PM, los marcadores primarios. Cada unidad de glaciar rocoso necesita uno.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>There is no layer REVIEW_LOG, the review log.</source>
            <translation>Falta la capa REVIEW_LOG, el registro de la revisión.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>There is no layer RGS, the rock glacier systems. Their identifiers cannot be checked.</source>
            <translation>Falta la capa RGS, los sistemas de glaciares rocosos. Sus identificadores no se pueden comprobar.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>{count} of {total} outlines were made automatically and are not yet reviewed.</source>
            <translation>{count} de {total} contornos se generaron automáticamente y aún no se han revisado.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>{count} optional fields of the RGIK schema are not there: {names}.</source>
            <translation>Faltan {count} campos opcionales del esquema RGIK: {names}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>{field} cannot be read, so that automatic values count as manual and are no longer updated. Empty it.</source>
            <translation>{field} no se puede leer, por lo que los valores automáticos cuentan como manuales y ya no se actualizan. Vacíelo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>{field} has {count} characters; at most {length} are allowed. Shorten it, or other programs will.</source>
            <translation>{field} tiene {count} caracteres; se permiten como máximo {length}. Acórtelo, o lo harán otros programas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>{field} is {value}, not a whole number. Correct it.</source>
            <translation>{field} es {value}, que no es un número entero. Corríjalo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>{field} is {value}, which is not in its list ({choices}). Choose one of the list.</source>
            <translation>{field} es {value}, que no está en su lista ({choices}). Elija uno de la lista.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>{names} are empty but mandatory. Fill in.</source>
            <translation>{names} están vacíos, pero son obligatorios. Rellénelos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/inventory/valuechecks.py" />
            <source>{names} is empty but mandatory. Fill in.</source>
            <translation>{names} está vacío, pero es obligatorio. Rellénelo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/angles.py" />
            <source> (given as {angle:.4g} rad)</source>
            <translation> (indicado como {angle:.4g} rad)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/angles.py" />
            <source> ({angle:.4g}° above the horizontal)</source>
            <translation> ({angle:.4g}° sobre la horizontal)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/angles.py" />
            <source>INCIDENCE {value:.4g}° is no radar's incidence angle: it is measured from the vertical at the ground, about 20° to 50°. Was an angle from the horizontal, or the azimuth, given?</source>
            <translation>INCIDENCE {value:.4g}° no es el ángulo de incidencia de un radar: se mide desde la vertical en el suelo, unos 20° a 50°. ¿Se indicó un ángulo desde la horizontal, o el acimut?</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/angles.py" />
            <source>INCIDENCE: {given} seems to be the local incidence angle of HyP3, which is measured from the slope. Use the look vector (…_lv_theta.tif) or …_inc_map_ell.tif.</source>
            <translation>INCIDENCE: {given} parece ser el ángulo de incidencia local de HyP3, que se mide desde la pendiente. Use el vector de visión (…_lv_theta.tif) o …_inc_map_ell.tif.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/angles.py" />
            <source>in the middle of {name}: </source>
            <translation>en el centro de {name}: </translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/angles.py" />
            <source>{role} is no number.</source>
            <translation>{role} no es un número.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/angles.py" />
            <source>{role}: {given} has no data. Choose another raster, or give the angle as a number.</source>
            <translation>{role}: {given} no tiene datos. Elija otro ráster o indique el ángulo como número.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/angles.py" />
            <source>{role}: {largest:.5g} is no angle in degrees. Is it the right raster?</source>
            <translation>{role}: {largest:.5g} no es un ángulo en grados. ¿Es el ráster correcto?</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/angles.py" />
            <source>{role}: {value:.5g} cannot be in radians; it looks like degrees. Choose degrees under ANGLE_UNIT.</source>
            <translation>{role}: {value:.5g} no puede estar en radianes; parecen grados. Elija grados en ANGLE_UNIT.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/angles.py" />
            <source>{role}: {value:.5g} looks like radians ({degrees:.4g}°), but degrees are expected. Choose radians under ANGLE_UNIT, or give degrees.</source>
            <translation>{role}: {value:.5g} parece estar en radianes ({degrees:.4g}°), pero se esperan grados. Elija radianes en ANGLE_UNIT o indique grados.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/angles.py" />
            <source>{where}{angle:.4g}° from the vertical{above}{unit}.</source>
            <translation>{where}{angle:.4g}° desde la vertical{above}{unit}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/attribute.py" />
            <source>class {number} holds {share:.0f} % of the moving areas</source>
            <translation>la clase {number} ocupa el {share:.0f} % de las áreas en movimiento</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/attribute.py" />
            <source>classes {first} and {second} share the unit, and its front is not known (give a DEM, or fill ASPECT)</source>
            <translation>las clases {first} y {second} comparten la unidad, y no se conoce su frente (indique un DEM o rellene ASPECT)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/attribute.py" />
            <source>classes {first} and {second} share the unit; {number} holds more of the front</source>
            <translation>las clases {first} y {second} comparten la unidad; {number} ocupa una parte mayor del frente</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/attribute.py" />
            <source>heterogeneous; consider splitting the unit</source>
            <translation>heterogénea; considere dividir la unidad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/attribute.py" />
            <source>moving areas document {share:.0f} % of the unit, less than half</source>
            <translation>las áreas en movimiento documentan el {share:.0f} % de la unidad, menos de la mitad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/attribute.py" />
            <source>no movement on {share:.0f} % of the unit, which have valid velocities</source>
            <translation>sin movimiento en el {share:.0f} % de la unidad, que tiene velocidades válidas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/attribute.py" />
            <source>there is no moving area, and no data that show no movement</source>
            <translation>no hay ningún área en movimiento, ni datos que muestren ausencia de movimiento</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/displacement.py" />
            <source>No point of the images could be matched ({reasons}). Do both show the same place, with texture (boulders, ridges) larger than a pixel, and is the window small enough?</source>
            <translation>No se pudo emparejar ningún punto de las imágenes ({reasons}). ¿Muestran ambas el mismo lugar, con textura (bloques, crestas) mayor que un píxel, y es la ventana lo bastante pequeña?</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/displacement.py" />
            <source>No vector lies on the stable ground: the {count} polygons lie outside the images or on ground without texture. Check their place and CRS, or draw others.</source>
            <translation>Ningún vector está en el terreno estable: los {count} polígonos quedan fuera de las imágenes o en terreno sin textura. Compruebe su ubicación y su SRC, o dibuje otros.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/displacement.py" />
            <source>everything in the images</source>
            <translation>todo el contenido de las imágenes</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/displacement.py" />
            <source>everything outside of the outlines</source>
            <translation>todo lo que queda fuera de los contornos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/displacement.py" />
            <source>polygons of stable ground</source>
            <translation>polígonos de terreno estable</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/figures.py" />
            <source>Distance along the flow from the upper rim (m)</source>
            <translation>Distancia a lo largo del flujo desde el borde superior (m)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/figures.py" />
            <source>Distance east (m)</source>
            <translation>Distancia al este (m)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/figures.py" />
            <source>Distance north (m)</source>
            <translation>Distancia al norte (m)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/figures.py" />
            <source>Mean {quantity}</source>
            <translation>Media de {quantity}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/figures.py" />
            <source>No profile: the direction of flow is not known
(DEM or ASPECT), or no data</source>
            <translation>Sin perfil: no se conoce la dirección del flujo
(DEM o ASPECT), o no hay datos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/figures.py" />
            <location filename="../../rock_glacier_mapper/core/report/figures.py" />
            <source>Number of rock glaciers</source>
            <translation>Número de glaciares rocosos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/figures.py" />
            <source>Upslope category (Hu et al. 2023)</source>
            <translation>Categoría ladera arriba (Hu et al. 2023)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/figures.py" />
            <source>all rock glaciers</source>
            <translation>todos los glaciares rocosos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/figures.py" />
            <source>cells</source>
            <translation>celdas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/figures.py" />
            <source>extended</source>
            <translation>extendido</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/figures.py" />
            <source>front</source>
            <translation>frente</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/figures.py" />
            <source>mean</source>
            <translation>media</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/figures.py" />
            <source>moving areas, class</source>
            <translation>áreas en movimiento, clase</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/figures.py" />
            <source>not assessed</source>
            <translation>sin evaluar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/figures.py" />
            <source>outline</source>
            <translation>contorno</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/figures.py" />
            <source>root</source>
            <translation>raíz</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/figures.py" />
            <location filename="../../rock_glacier_mapper/core/report/figures.py" />
            <source>{quantity}; dashed: median</source>
            <translation>{quantity}; línea discontinua: mediana</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/figures.py" />
            <source>±1σ of the measurement</source>
            <translation>±1σ de la medición</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/figures.py" />
            <source>±1σ, scatter of the cells</source>
            <translation>±1σ, dispersión de las celdas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>anti-clockwise from east (HyP3, lv_phi)</source>
            <translation>en sentido antihorario desde el este (HyP3, lv_phi)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>anti-clockwise from north (MintPy, ISCE)</source>
            <translation>en sentido antihorario desde el norte (MintPy, ISCE)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>ascending</source>
            <translation>ascendente</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>descending</source>
            <translation>descendente</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>east</source>
            <translation>este</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>east-north-east</source>
            <translation>estenoreste</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>east-south-east</source>
            <translation>estesureste</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>flight direction of a left-looking satellite</source>
            <translation>dirección de vuelo de un satélite que mira a la izquierda</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>flight direction of a right-looking satellite</source>
            <translation>dirección de vuelo de un satélite que mira a la derecha</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>from the ground to the satellite, clockwise from north</source>
            <translation>del suelo al satélite, en sentido horario desde el norte</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>north</source>
            <translation>norte</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>north-east</source>
            <translation>noreste</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>north-north-east</source>
            <translation>nornoreste</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>north-north-west</source>
            <translation>nornoroeste</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>north-west</source>
            <translation>noroeste</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>south</source>
            <translation>sur</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>south-east</source>
            <translation>sureste</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>south-south-east</source>
            <translation>sursureste</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>south-south-west</source>
            <translation>sursuroeste</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>south-west</source>
            <translation>suroeste</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>west</source>
            <translation>oeste</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>west-north-west</source>
            <translation>oestenoroeste</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>west-south-west</source>
            <translation>oestesuroeste</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>{azimuth}: the satellite is in the {direction}, {track} pass, left-looking.</source>
            <translation>{azimuth}: el satélite está al {direction}, pasada {track}, con visión a la izquierda.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/geometry.py" />
            <source>{azimuth}: the satellite is in the {direction}, {track} pass.</source>
            <translation>{azimuth}: el satélite está al {direction}, pasada {track}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/imagedates.py" />
            <source>{name}: the day is not known; {isoformat} is taken for {given}. Velocities are off by the error of the time between the images.</source>
            <translation>{name}: no se conoce el día; se toma {isoformat} para {given}. Las velocidades tienen el error del tiempo entre las imágenes.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/imagedates.py" />
            <source>{name}: the day of {file} is not known: neither its tags nor its name hold one. Give {name} as 2015-08-20.</source>
            <translation>{name}: no se conoce el día de {file}: ni sus etiquetas ni su nombre lo contienen. Indique {name} como 2015-08-20.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/imagedates.py" />
            <source>{name}: {given} is no date. Write it as 2015-08-20 (or 2015).</source>
            <translation>{name}: {given} no es una fecha. Escríbala como 2015-08-20 (o 2015).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/imagedates.py" />
            <source>{name}: {isoformat}, from the name of {file}. Is it right?</source>
            <translation>{name}: {isoformat}, según el nombre de {file}. ¿Es correcto?</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/imagedates.py" />
            <source>{name}: {isoformat}, from the tag {tag} of {file}.</source>
            <translation>{name}: {isoformat}, según la etiqueta {tag} de {file}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/meanvelocity.py" />
            <source>from the mean downslope velocity</source>
            <translation>a partir de la velocidad media ladera abajo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/meanvelocity.py" />
            <source>there is no mean downslope velocity</source>
            <translation>no hay velocidad media ladera abajo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/metadata.py" />
            <source>MintPy attributes</source>
            <translation>atributos de MintPy</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/metadata.py" />
            <source>band</source>
            <translation>banda</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/metadata.py" />
            <source>file name</source>
            <translation>nombre del archivo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/metadata.py" />
            <source>tags</source>
            <translation>etiquetas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/pairs.py" />
            <source>PAIRS: {path} cannot be read ({strerror}). Choose another file.</source>
            <translation>PAIRS: {path} no se puede leer ({strerror}). Elija otro archivo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/pairs.py" />
            <source>PAIRS: {path} has no column los. Its columns may be {columns}.</source>
            <translation>PAIRS: {path} no tiene la columna los. Sus columnas pueden ser {columns}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/pairs.py" />
            <source>PAIRS: {path} has the unknown column {name}. Its columns may be {columns}.</source>
            <translation>PAIRS: {path} tiene la columna desconocida {name}. Sus columnas pueden ser {columns}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/pairs.py" />
            <source>PAIRS: {path} is no table of pairs ({error}). Choose a CSV file.</source>
            <translation>PAIRS: {path} no es una tabla de pares ({error}). Elija un archivo CSV.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/pairs.py" />
            <source>PAIRS: {path} is no table of pairs, or too large. Choose a CSV file.</source>
            <translation>PAIRS: {path} no es una tabla de pares o es demasiado grande. Elija un archivo CSV.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/pairs.py" />
            <source>PAIRS: {path} is not in UTF-8. Save the table as CSV in UTF-8.</source>
            <translation>PAIRS: {path} no está en UTF-8. Guarde la tabla como CSV en UTF-8.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/pairs.py" />
            <source>PAIRS: {path}, row {number}: {error}. Correct the table.</source>
            <translation>PAIRS: {path}, fila {number}: {error}. Corrija la tabla.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/pairs.py" />
            <source>{name} is empty</source>
            <translation>{name} está vacío</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/pairs.py" />
            <source>{name} {text} is no date; write it as 2021-07-10</source>
            <translation>{name} {text} no es una fecha; escríbala como 2021-07-10</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/pairs.py" />
            <source>{name} {text} is no number</source>
            <translation>{name} {text} no es un número</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/pairs.py" />
            <source>{name} {text} is none of {known}</source>
            <translation>{name} {text} no es ninguno de {known}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/plausibility.py" />
            <source>0 to 255</source>
            <translation>0 a 255</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/plausibility.py" />
            <source>COHERENCE: {name} has no data (or is 0 everywhere). Choose another raster, or check its nodata value.</source>
            <translation>COHERENCE: {name} no tiene datos (o es 0 en todas partes). Elija otro ráster o compruebe su valor sin datos (nodata).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/plausibility.py" />
            <source>COHERENCE: {name} has values from {low:.4g} to {high:.4g}; coherence goes from 0 to 1. Is it the right raster, and has it a nodata value?</source>
            <translation>COHERENCE: {name} tiene valores de {low:.4g} a {high:.4g}; la coherencia va de 0 a 1. ¿Es el ráster correcto y tiene un valor sin datos (nodata)?</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/plausibility.py" />
            <source>COHERENCE: {name} has values up to {high:.4g}; it seems to be scaled as {scale}. Coherence goes from 0 to 1: divide it by {largest} (raster calculator).</source>
            <translation>COHERENCE: {name} tiene valores de hasta {high:.4g}; parece escalada como {scale}. La coherencia va de 0 a 1: divídala entre {largest} (calculadora ráster).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/plausibility.py" />
            <source>LOS: the values of {name} go from {low:.4g} to {high:.4g} (2nd to 98th percentile), which cannot be {unit}. It is more likely {likely}: choose the right UNIT, or write the nodata value into the file.</source>
            <translation>LOS: los valores de {name} van de {low:.4g} a {high:.4g} (percentiles 2 a 98), lo que no puede estar en {unit}. Lo más probable es {likely}: elija el valor correcto de UNIT o escriba el valor sin datos (nodata) en el archivo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/plausibility.py" />
            <source>LOS: {name} has no data (or is 0 everywhere). Choose another raster, or check its nodata value.</source>
            <translation>LOS: {name} no tiene datos (o es 0 en todas partes). Elija otro ráster o compruebe su valor sin datos (nodata).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/plausibility.py" />
            <source>WAVELENGTH {wavelength:g} is not in metres; it looks like {what}. Give {metres:.4g}.</source>
            <translation>WAVELENGTH {wavelength:g} no está en metros; parecen {what}. Indique {metres:.4g}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/plausibility.py" />
            <source>WAVELENGTH {wavelength:g} m is no radar's wavelength. Give it in metres: 0.0555 for Sentinel-1, 0.236 for ALOS, 0.031 for TerraSAR-X.</source>
            <translation>WAVELENGTH {wavelength:g} m no es la longitud de onda de un radar. Indíquela en metros: 0.0555 para Sentinel-1, 0.236 para ALOS, 0.031 para TerraSAR-X.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/plausibility.py" />
            <source>a finer unit</source>
            <translation>una unidad más fina</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/plausibility.py" />
            <source>centimetres</source>
            <translation>centímetros</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/plausibility.py" />
            <source>millimetres</source>
            <translation>milímetros</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/plausibility.py" />
            <source>mm, or rad (phase)</source>
            <translation>mm, o rad (fase)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/plausibility.py" />
            <source>mm_per_year or cm_per_year</source>
            <translation>mm_per_year o cm_per_year</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/plausibility.py" />
            <source>no phase in radians</source>
            <translation>que no sea fase en radianes</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/plausibility.py" />
            <source>per cent</source>
            <translation>por ciento</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/plausibility.py" />
            <source>{name} holds phase, but not the WAVELENGTH. Give it in metres: 0.0555 for Sentinel-1, 0.236 for ALOS, 0.031 for TerraSAR-X.</source>
            <translation>{name} contiene fase, pero no la WAVELENGTH. Indíquela en metros: 0.0555 para Sentinel-1, 0.236 para ALOS, 0.031 para TerraSAR-X.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/products.py" />
            <source>Incidence {incidence} Azimuth {azimuth}</source>
            <translation>Incidencia {incidence} Acimut {azimuth}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/products.py" />
            <source>wavelength {wavelength:.4g} cm</source>
            <translation>longitud de onda {wavelength:.4g} cm</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/products.py" />
            <source>{looks:.3g} looks</source>
            <translation>{looks:.3g} looks independientes</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/products.py" />
            <source>{los} does not say what it holds. Choose UNIT: rad for unwrapped phase, m or mm for a displacement, m_per_year or mm_per_year for a velocity.</source>
            <translation>{los} no indica qué contiene. Elija UNIT: rad para fase desenrollada, m o mm para un desplazamiento, m_per_year o mm_per_year para una velocidad.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/products.py" />
            <source>{los}: the number of looks is not known; {looks:.0f} are assumed (LOOKS).</source>
            <translation>{los}: no se conoce el número de looks; se suponen {looks:.0f} (LOOKS).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/products.py" />
            <source>{name} does not say from where the satellite looked. Give AZIMUTH as a number or a raster, with its AZIMUTH_CONVENTION: from the ground to the satellite (about 258 ascending, 102 descending), or the heading (about -12 and -168).</source>
            <translation>{name} no indica desde dónde miraba el satélite. Indique AZIMUTH como número o ráster, con su AZIMUTH_CONVENTION: del suelo al satélite (unos 258 en ascendente, 102 en descendente), o el rumbo (unos -12 y -168).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/products.py" />
            <source>{name} does not say its incidence angle. Give INCIDENCE in degrees from the vertical (about 30 to 45), or a raster.</source>
            <translation>{name} no indica su ángulo de incidencia. Indique INCIDENCE en grados desde la vertical (unos 30 a 45), o un ráster.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/products.py" />
            <source>{name} does not say when the images were taken: give {missing}.</source>
            <translation>{name} no indica cuándo se tomaron las imágenes: indique {missing}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/products.py" />
            <source>{name}: START ({start}) is after END ({end}). The dates seem to be swapped; the sign of the displacement depends on their order.</source>
            <translation>{name}: START ({start}) es posterior a END ({end}). Las fechas parecen intercambiadas; el signo del desplazamiento depende de su orden.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/products.py" />
            <source>{name}: START and END are the same day ({start}).</source>
            <translation>{name}: START y END son el mismo día ({start}).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/products.py" />
            <source>{name}: read from the file: {taken}.</source>
            <translation>{name}: leído del archivo: {taken}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/products.py" />
            <source>{name}: {days} days between the images of one pair is unusually long. Is it a displacement of a whole time series, or is a date wrong?</source>
            <translation>{name}: {days} días entre las imágenes de un par son inusualmente muchos. ¿Es el desplazamiento de una serie temporal completa, o hay una fecha errónea?</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/products.py" />
            <source>{name}: {field} is {mine} as given, but the file says {theirs} ({origin}). The given one is used.</source>
            <translation>{name}: se indicó {field} = {mine}, pero el archivo dice {theirs} ({origin}). Se usa el valor indicado.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/products.py" />
            <source>{name}: {unit} (phase that falls with range)</source>
            <translation>{name}: {unit} (fase que disminuye con la distancia)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/products.py" />
            <source>{name}: {unit} (phase that grows with range)</source>
            <translation>{name}: {unit} (fase que aumenta con la distancia)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/products.py" />
            <source>{name}: {unit}, positive away from the satellite</source>
            <translation>{name}: {unit}, positivo al alejarse del satélite</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/products.py" />
            <source>{name}: {unit}, positive toward the satellite</source>
            <translation>{name}: {unit}, positivo hacia el satélite</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/products.py" />
            <source>{start} to {end} ({days:.0f} days)</source>
            <translation>{start} a {end} ({days:.0f} días)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/products.py" />
            <source>{track} pass.</source>
            <translation>Pasada {track}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/report.py" />
            <source>Activity (suggested)</source>
            <translation>Actividad (sugerida)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/report.py" />
            <source>And {count} more; the inventory has them all.</source>
            <translation>Y {count} más; el inventario las contiene todas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/report.py" />
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Category</source>
            <translation>Categoría</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/report.py" />
            <source>Class {number}, %</source>
            <translation>Clase {number}, %</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/report.py" />
            <source>Kinematics of rock glaciers</source>
            <translation>Cinemática de glaciares rocosos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/report.py" />
            <source>Maximum, cm/yr</source>
            <translation>Máximo, cm/yr</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/report.py" />
            <source>Mean (SD), cm/yr</source>
            <translation>Media (DT), cm/yr</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/report.py" />
            <source>Mean {quantity} by upslope category</source>
            <translation>Media de {quantity} por categoría ladera arriba</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/report.py" />
            <source>Median, cm/yr</source>
            <translation>Mediana, cm/yr</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/report.py" />
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Number</source>
            <translation>Número</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/report.py" />
            <source>The {count} fastest units</source>
            <translation>Las {count} unidades más rápidas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/report.py" />
            <source>Unit</source>
            <translation>Unidad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/report.py" />
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Units</source>
            <translation>Unidades</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/report.py" />
            <source>Valid, %</source>
            <translation>Válidas, %</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/report.py" />
            <source>Velocity classes 1 to 6: below 1, 1-3, 3-10, 10-30, 30-100, above 100 cm/yr; the dotted lines of the profiles are their limits. Maps: magnitude of the velocity; grey, no data; dashes, extended outline where a restricted one was assessed; dots, line along the flow.</source>
            <translation>Clases de velocidad 1 a 6: menos de 1, 1-3, 3-10, 10-30, 30-100, más de 100 cm/yr; las líneas de puntos de los perfiles son sus límites. Mapas: magnitud de la velocidad; gris, sin datos; trazos, contorno extendido cuando se evaluó uno restringido; puntos, línea a lo largo del flujo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/report.py" />
            <source>Velocity, cm/yr</source>
            <translation>Velocidad, cm/yr</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/report.py" />
            <source>Why</source>
            <translation>Motivo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/report.py" />
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>all</source>
            <translation>todas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/report.py" />
            <source>{count} units whose mean velocity points upslope are left out.</source>
            <translation>Se omiten {count} unidades cuya velocidad media apunta ladera arriba.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/report.py" />
            <source>{count} units without {source} are left out of figures and statistics.</source>
            <translation>{count} unidades sin {source} se omiten en figuras y estadísticas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/report.py" />
            <source>{known} of {count} rock glacier units have a kinematic attribute. All values are automatic; activity classes are suggestions that a person has to confirm.</source>
            <translation>{known} de {count} unidades de glaciares rocosos tienen un atributo cinemático. Todos los valores son automáticos; las clases de actividad son sugerencias que una persona debe confirmar.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/report.py" />
            <source>{unit}: mean {quantity} {value} {velocity_unit}</source>
            <translation>{unit}: media de {quantity}: {value} {velocity_unit}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/sources.py" />
            <location filename="../../rock_glacier_mapper/core/solar/irradiation.py" />
            <location filename="../../rock_glacier_mapper/core/training/networks/architectures.py" />
            <source> or </source>
            <translation> o </translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/sources.py" />
            <source>It holds {names}; name one as HDF5:"{file}"://{first}.</source>
            <translation>Contiene {names}; indique uno como HDF5:"{file}"://{first}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/sources.py" />
            <source>It seems to hold a mask only (true and false), which is no measurement.</source>
            <translation>Parece contener solo una máscara (verdadero y falso), que no es una medición.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/sources.py" />
            <source>no data set of that kind</source>
            <translation>no hay ningún conjunto de datos de ese tipo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/sources.py" />
            <source>{file} is in metres, but its attributes name no EPSG code and no UTM_ZONE. Save it as a GeoTIFF with the right coordinate reference system (MintPy's save_gdal.py).</source>
            <translation>{file} está en metros, pero sus atributos no indican ningún código EPSG ni UTM_ZONE. Guárdelo como GeoTIFF con el sistema de referencia de coordenadas correcto (save_gdal.py de MintPy).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/sources.py" />
            <source>{file} is not geocoded: it lacks the attributes X_FIRST, X_STEP, Y_FIRST and Y_STEP. Use the geocoded file (MintPy's geocode.py; its name begins with geo_).</source>
            <translation>{file} no está geocodificado: le faltan los atributos X_FIRST, X_STEP, Y_FIRST e Y_STEP. Use el archivo geocodificado (geocode.py de MintPy; su nombre empieza por geo_).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/sources.py" />
            <source>{role}: no usable data set{looked} in {file}: {error}. {listed}</source>
            <translation>{role}: no hay ningún conjunto de datos utilizable{looked} en {file}: {error}. {listed}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/sources.py" />
            <source>{role}: {name} has {count} bands; one is needed. Is it the right raster?</source>
            <translation>{role}: {name} tiene {count} bandas; se necesita una. ¿Es el ráster correcto?</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/stableground.py" />
            <source>Only {count} vectors lie on stable ground; {least} are needed for the correction '{model}'. Draw larger or more stable polygons on textured ground that surely does not move, or lower the thresholds.</source>
            <translation>Solo {count} vectores están en terreno estable; para la corrección '{model}' se necesitan {least}. Dibuje polígonos más grandes o más estables en terreno con textura que con seguridad no se mueva, o reduzca los umbrales.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/stableground.py" />
            <source>The correction {model} is not one of {models}.</source>
            <translation>La corrección {model} no es una de {models}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/stableground.py" />
            <source>The stable ground lies on one line; a plane cannot be fitted to it.</source>
            <translation>El terreno estable está sobre una línea; no se le puede ajustar un plano.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/trackingplan.py" />
            <source>Both images are of {isoformat}. Give the dates of the two acquisitions.</source>
            <translation>Ambas imágenes son del {isoformat}. Indique las fechas de las dos adquisiciones.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/trackingplan.py" />
            <source>The first image ({first_date}) is younger than the second ({second_date}). Swap the dates, or the images.</source>
            <translation>La primera imagen ({first_date}) es más reciente que la segunda ({second_date}). Intercambie las fechas o las imágenes.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/trackingplan.py" />
            <source>The images do not overlap: {first} covers {first_extent}, {second} covers {second_extent}. Check that both show the same place and that their coordinate reference systems are right.</source>
            <translation>Las imágenes no se solapan: {first} cubre {first_extent}, {second} cubre {second_extent}. Compruebe que ambas muestran el mismo lugar y que sus sistemas de referencia de coordenadas son correctos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/trackingplan.py" />
            <source>The images have different coordinate reference systems ({first} and {second}); the second is warped to the first. Shifts between the two systems are only removed on stable ground.</source>
            <translation>Las imágenes tienen sistemas de referencia de coordenadas distintos ({first} y {second}); la segunda se reproyecta a la primera. Los desfases entre ambos sistemas solo se corrigen sobre terreno estable.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/trackingplan.py" />
            <source>The largest velocity to look for must be more than 0 m/yr.</source>
            <translation>La velocidad máxima que se busca debe ser mayor que 0 m/yr.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/trackingplan.py" />
            <source>The pixels of the second image are {ratio:.2g} times as large as those of the first. Give the coarser image first, or resample both to one resolution.</source>
            <translation>Los píxeles de la segunda imagen son {ratio:.2g} veces tan grandes como los de la primera. Indique primero la imagen más gruesa o remuestree ambas a una misma resolución.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/trackingplan.py" />
            <source>The place of {path} on the Earth cannot be told from its coordinate reference system. Assign the right one.</source>
            <translation>El lugar de {path} en la Tierra no se puede deducir de su sistema de referencia de coordenadas. Asigne el correcto.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/trackingplan.py" />
            <source>The window of {metres:g} m has {pixels:.2g} pixels of {pixel:.3g} m. WINDOW is in metres and needs at least {least_window} pixels; 24 to 64 are usual.</source>
            <translation>La ventana de {metres:g} m tiene {pixels:.2g} píxeles de {pixel:.3g} m. WINDOW está en metros y necesita al menos {least_window} píxeles; lo habitual es de 24 a 64.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/trackingplan.py" />
            <source>The window of {window} pixels ({metres:.4g} m) is larger than what both images cover ({width} x {height} pixels). Give a smaller WINDOW.</source>
            <translation>La ventana de {window} píxeles ({metres:.4g} m) es mayor que lo que cubren ambas imágenes ({width} x {height} píxeles). Indique un WINDOW menor.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/trackingplan.py" />
            <source>{max_velocity:g} m/yr over {years:.3g} years is {radius} pixels, beyond the images. Lower the largest velocity, and check its unit and the dates.</source>
            <translation>{max_velocity:g} m/yr durante {years:.3g} años son {radius} píxeles, más allá de las imágenes. Reduzca la velocidad máxima y compruebe su unidad y las fechas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/trackingplan.py" />
            <source>{value} is not one of {known}.</source>
            <translation>{value} no es uno de {known}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/units.py" />
            <source>KIN_QC says that the velocity is of low reliability</source>
            <translation>KIN_QC indica que la velocidad es de baja fiabilidad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/units.py" />
            <source>The route {route} is not one of {routes}.</source>
            <translation>La vía {route} no es una de {routes}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/units.py" />
            <source>the line of sight hardly sees the slope</source>
            <translation>la línea de visión apenas ve la ladera</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/units.py" />
            <source>the unit faces along the flight line</source>
            <translation>la unidad está orientada según la línea de vuelo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/velocity.py" />
            <source>{name} covers none of the {count} outlines. Are both in the right coordinate reference system, and is it the right raster?</source>
            <translation>{name} no cubre ninguno de los {count} contornos. ¿Están ambos en el sistema de referencia de coordenadas correcto y es el ráster adecuado?</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/velocity.py" />
            <source>{name} has no data in any of the {count} outlines. Is it the right raster, or was it masked?</source>
            <translation>{name} no tiene datos en ninguno de los {count} contornos. ¿Es el ráster correcto, o fue enmascarado?</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/velocityclasses.py" />
            <source>faster than {speed:g} m/yr</source>
            <translation>más rápidas que {speed:g} m/yr</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/velocityclasses.py" />
            <source>{outliers} cells {speed} were taken for outliers, as without data.</source>
            <translation>{outliers} celdas {speed} se consideraron valores atípicos, como si carecieran de datos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/velocityclasses.py" />
            <source>{path}: {outliers} of {total} velocities on or near the outlines are {speed}, faster than any rock glacier. Check its unit, and whether the band is a velocity.</source>
            <translation>{path}: {outliers} de {total} velocidades en los contornos o cerca de ellos son {speed}, más rápidas que cualquier glaciar rocoso. Compruebe su unidad y si la banda es una velocidad.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/velocityraster.py" />
            <source>(no name)</source>
            <translation>(sin nombre)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/velocityraster.py" />
            <source>The unit {unit} is not one of {units}.</source>
            <translation>La unidad {unit} no es una de {units}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/velocityraster.py" />
            <source>downslope velocity</source>
            <translation>velocidad ladera abajo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/velocityraster.py" />
            <source>line-of-sight velocity</source>
            <translation>velocidad en la línea de visión</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/velocityraster.py" />
            <source>speed</source>
            <translation>rapidez</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/velocityraster.py" />
            <source>velocity raster</source>
            <translation>ráster de velocidad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/velocityraster.py" />
            <source>{name} does not say in which unit its velocities are (unit of the band, or tag UNIT). Choose the unit under UNIT.</source>
            <translation>{name} no indica en qué unidad están sus velocidades (unidad de la banda o etiqueta UNIT). Elija la unidad en UNIT.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/velocityraster.py" />
            <source>{name} has values in {unit}, which is no velocity that is known here (such as cm/yr or m/yr). Choose the right unit under UNIT, or another raster.</source>
            <translation>{name} tiene valores en {unit}, que no es una velocidad conocida aquí (como cm/yr o m/yr). Elija la unidad correcta en UNIT, u otro ráster.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/kinematics/velocityraster.py" />
            <source>{name} has {count} bands, none of which is described as a velocity ({described}). Choose a raster of Downslope velocity or Surface displacement, or one with a single band.</source>
            <translation>{name} tiene {count} bandas, ninguna de las cuales está descrita como velocidad ({described}). Elija un ráster de Velocidad ladera abajo o de Desplazamiento superficial, o uno con una sola banda.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/lock.py" />
            <source>Another process</source>
            <translation>Otro proceso</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/lock.py" />
            <source>{path} cannot be written ({reason}). Choose a folder where you may write.</source>
            <translation>No se puede escribir {path} ({reason}). Elija una carpeta en la que pueda escribir.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/model_card.py" />
            <source>The model does not say its resolution. Add the key 'resolution'.</source>
            <translation>El modelo no indica su resolución. Añada la clave 'resolution'.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/model_card.py" />
            <source>The model file does not say which channels and resolution it needs. Use a model that was trained or exported with this plugin, or a segmentation model with the metadata of the QGIS plugin Deepness.</source>
            <translation>El archivo del modelo no indica qué canales y qué resolución necesita. Use un modelo entrenado o exportado con este complemento, o un modelo de segmentación con los metadatos del complemento de QGIS Deepness.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/model_card.py" />
            <source>The model is of a newer format ({version}) than this plugin reads ({format_version}). Update the plugin.</source>
            <translation>El modelo es de un formato más reciente ({version}) que el que lee este complemento ({format_version}). Actualice el complemento.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/model_card.py" />
            <source>The model was made for Deepness with {count} bands and {classes} classes. Only those with 3 bands (red, green, blue) or 4 (with near infrared) and one class, with or without a background class, can be used.</source>
            <translation>El modelo se hizo para Deepness con {count} bandas y {classes} clases. Solo se pueden usar los que tienen 3 bandas (rojo, verde, azul) o 4 (con infrarrojo cercano) y una clase, con o sin clase de fondo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/model_card.py" />
            <source>The model's description has impossible values: {names}. Copy, download or export the model again.</source>
            <translation>La descripción del modelo tiene valores imposibles: {names}. Copie, descargue o exporte el modelo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/model_card.py" />
            <source>The model's description of itself is damaged. Copy, download or export the model again.</source>
            <translation>La descripción que el modelo contiene de sí mismo está dañada. Copie, descargue o exporte el modelo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/negatives.py" />
            <source>Nothing says which candidates are wrong finds: REFERENCE is empty, and of review fields {told}. Give the polygons of all rock glaciers in REFERENCE, or review the candidates and name the field in REVIEW_FIELD.</source>
            <translation>Nada indica qué candidatos son hallazgos falsos: REFERENCE está vacío, y de los campos de revisión {told}. Indique en REFERENCE los polígonos de todos los glaciares rocosos, o revise los candidatos y nombre el campo en REVIEW_FIELD.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/negatives.py" />
            <source>none is named</source>
            <translation>no se nombra ninguno</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/negatives.py" />
            <source>the field '{field}' holds no decision</source>
            <translation>el campo '{field}' no contiene ninguna decisión</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/extraction.py" />
            <source>The heatmap has no data anywhere. Check its nodata value and its extent.</source>
            <translation>El mapa de probabilidad no tiene datos en ninguna parte. Compruebe su valor sin datos (nodata) y su extensión.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/extraction.py" />
            <source>The window {window} is empty or reaches beyond the heatmap ({columns} × {rows} pixels).</source>
            <translation>La ventana {window} está vacía o sobresale del mapa de probabilidad ({columns} × {rows} píxeles).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/features.py" />
            <source>Layer '{name}' is {shape}, the landform {expected} pixels.</source>
            <translation>La capa '{name}' es de {shape}, la geoforma de {expected} píxeles.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/blocks.py" />
            <source>The reference makes {groups} group(s) of landforms in {blocks} block(s) of {size:g} m, but fitting needs at least two blocks, one of them held out. Choose a larger reference area, or start from higher thresholds if the mapped landforms run into each other.</source>
            <translation>La referencia forma {groups} grupo(s) de geoformas en {blocks} bloque(s) de {size:g} m, pero el ajuste necesita al menos dos bloques, uno de ellos reservado. Elija un área de referencia mayor, o parta de umbrales más altos si las geoformas cartografiadas se unen unas con otras.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/blocks.py" />
            <source>The reference makes {groups} group(s) of landforms in {blocks} block(s) of {size:g} m, but fitting needs at least two blocks, one of them held out. Choose smaller blocks, or a larger reference area.</source>
            <translation>La referencia forma {groups} grupo(s) de geoformas en {blocks} bloque(s) de {size:g} m, pero el ajuste necesita al menos dos bloques, uno de ellos reservado. Elija bloques más pequeños o un área de referencia mayor.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/blocks.py" />
            <source>Thresholds up to {threshold:g} were left out: there most of the reference runs together and could not be divided into blocks.</source>
            <translation>Se omitieron los umbrales hasta {threshold:g}: con ellos la mayor parte de la referencia se une y no pudo dividirse en bloques.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/crossvalidation.py" />
            <source>Cross-validation needs 2 folds or more, not {folds}.</source>
            <translation>La validación cruzada necesita 2 particiones o más, no {folds}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/crossvalidation.py" />
            <source>Nothing is mapped in the reference area with any of the thresholds that were tried. Check that the heatmap and the reference show the same place, or start from lower thresholds.</source>
            <translation>Con ninguno de los umbrales probados se cartografía nada en el área de referencia. Compruebe que el mapa de probabilidad y la referencia muestran el mismo lugar, o parta de umbrales más bajos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/crossvalidation.py" />
            <source>The block size must be above 0 m, not {block_m}.</source>
            <translation>El tamaño de bloque debe ser mayor que 0 m, no {block_m}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/crossvalidation.py" />
            <source>The target must be one of {targets}, not {target!r}.</source>
            <translation>El objetivo debe ser uno de {targets}, no {target!r}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/crossvalidation.py" />
            <source>The wanted area bias must be above -1 (-100 %), not {wanted_bias}.</source>
            <translation>El sesgo de área deseado debe ser mayor que -1 (-100 %), no {wanted_bias}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/place.py" />
            <source>No rock glacier of the reference lies where it is said to be complete and the heatmap has data. Choose another area or reference.</source>
            <translation>Ningún glaciar rocoso de la referencia está donde se indica que esta es completa y el mapa de probabilidad tiene datos. Elija otra área u otra referencia.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/place.py" />
            <source>The area in which the reference is complete has no part where the heatmap has data. Choose polygons that overlap the heatmap.</source>
            <translation>El área en la que la referencia es completa no tiene ninguna parte donde el mapa de probabilidad tenga datos. Elija polígonos que se solapen con el mapa de probabilidad.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/place.py" />
            <source>The heatmap {path} is in degrees. Warp it to a projected CRS in metres (GDAL 'Warp').</source>
            <translation>El mapa de probabilidad {path} está en grados. Reproyéctelo a un SRC proyectado en metros (GDAL 'Combar (reproyectar)').</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/place.py" />
            <source>The reference does not overlap the heatmap. Check its coordinate reference system.</source>
            <translation>La referencia no se solapa con el mapa de probabilidad. Compruebe su sistema de referencia de coordenadas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/place.py" />
            <source>The reference fills less than half of the heatmap's extent; what is mapped elsewhere counts as false. Name the area in which the reference is complete.</source>
            <translation>La referencia ocupa menos de la mitad de la extensión del mapa de probabilidad; lo que se cartografía en otras partes cuenta como falso. Indique el área en la que la referencia es completa.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/place.py" />
            <source>The reference has no rock glaciers. Choose a layer with polygons.</source>
            <translation>La referencia no tiene glaciares rocosos. Elija una capa con polígonos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/place.py" />
            <source>{count} reference landforms outside the area were left out.</source>
            <translation>Se omitieron {count} geoformas de referencia fuera del área.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/report.py" />
            <source>Held-out blocks, by area</source>
            <translation>Bloques reservados, por área</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/report.py" />
            <source>What each rule drops (alone or with others)</source>
            <translation>Qué descarta cada regla (sola o junto con otras)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/report.py" />
            <source>area bias</source>
            <translation>sesgo de área</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/report.py" />
            <source>false area removed</source>
            <translation>área falsa eliminada</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/report.py" />
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>fitted rules</source>
            <translation>reglas ajustadas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/report.py" />
            <source>km² on held-out blocks that fail the rule</source>
            <translation>km² de bloques reservados que no cumplen la regla</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/report.py" />
            <source>over the lowest mean probability</source>
            <translation>según la probabilidad media mínima</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/report.py" />
            <source>over the seed threshold</source>
            <translation>según el umbral de semilla</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/report.py" />
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>precision (user's accuracy)</source>
            <translation>precisión (exactitud de usuario)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/report.py" />
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>recall (producer's accuracy)</source>
            <translation>exhaustividad (exactitud de productor)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/report.py" />
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>start rules</source>
            <translation>reglas iniciales</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/report.py" />
            <source>true area lost</source>
            <translation>área verdadera perdida</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/report.py" />
            <source>unknown</source>
            <translation>desconocido</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/report.py" />
            <source>{label} on held-out blocks {value} (90 %: {low} to {high}); start rules {before}</source>
            <translation>{label} en bloques reservados {value} (90 %: {low} a {high}); reglas iniciales {before}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/report.py" />
            <source>{label} on held-out blocks {value}; start rules {before}</source>
            <translation>{label} en bloques reservados {value}; reglas iniciales {before}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/report.py" />
            <source>{value} (was {before})</source>
            <translation>{value} (antes {before})</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/results.py" />
            <source>No rule moved: on this area no change of the start rules is a sure gain.</source>
            <translation>No cambió ninguna regla: en esta área ningún cambio de las reglas iniciales supone una mejora segura.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/results.py" />
            <source>On held-out blocks the area bias is no nearer to the wanted one than that of the start rules. Keep the start rules, or fit on a larger reference area.</source>
            <translation>En los bloques reservados, el sesgo de área no está más cerca del deseado que el de las reglas iniciales. Conserve las reglas iniciales o ajuste en un área de referencia mayor.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/results.py" />
            <source>On held-out blocks the fitted rules are no better than the start rules (F1 {gain:+.3f}). Keep the start rules, or fit on a larger reference area.</source>
            <translation>En los bloques reservados, las reglas ajustadas no son mejores que las iniciales (F1 {gain:+.3f}). Conserve las reglas iniciales o ajuste en un área de referencia mayor.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/fitting/results.py" />
            <source>The gain on held-out blocks (F1 {gain:+.3f}) lies within the spread between blocks. A larger reference area would tell whether it is real.</source>
            <translation>La mejora en los bloques reservados (F1 {gain:+.3f}) queda dentro de la dispersión entre bloques. Un área de referencia mayor mostraría si es real.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/front.py" />
            <source>Landform, elevation and slope must have one shape, not {mask}, {elevation} and {slope}.</source>
            <translation>Geoforma, elevación y pendiente deben tener las mismas dimensiones, no {mask}, {elevation} y {slope}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/gating.py" />
            <source>The heatmap has values from {low:g} to {high:g}; probabilities lie between 0 and 1. Divide it first (by 255 or 100, raster calculator), or set its nodata value.</source>
            <translation>El mapa de probabilidad tiene valores de {low:g} a {high:g}; las probabilidades están entre 0 y 1. Divídalo antes (entre 255 o 100, calculadora ráster) o defina su valor sin datos (nodata).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/gating.py" />
            <source>The heatmap's support is connected over {width} × {height} pixels or more (from column {start}, row {row} on), which are worked on as one and take memory in proportion. If that is not meant, raise the threshold or lower the distance around the support.</source>
            <translation>El soporte del mapa de probabilidad está conectado a lo largo de {width} × {height} píxeles o más (a partir de la columna {start}, fila {row}), que se procesan como un todo y ocupan memoria en proporción. Si no es lo que se pretende, suba el umbral o reduzca la distancia alrededor del soporte.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/measures.py" />
            <source>Layer '{missing}' is missing in a part of the scene.</source>
            <translation>La capa '{missing}' falta en una parte de la escena.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/measures.py" />
            <source>Layer '{name}' has {shape} pixels where the objects have {expected}. Bring it to the grid of the objects.</source>
            <translation>La capa '{name}' tiene {shape} píxeles donde los objetos tienen {expected}. Llévela a la cuadrícula de los objetos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/measures.py" />
            <source>Object labels must be whole numbers of 0 or more, in rows and columns.</source>
            <translation>Las etiquetas de los objetos deben ser números enteros de 0 o más, en filas y columnas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/measures.py" />
            <source>The pixel size must be above 0 metres, not {pixel_size_m}.</source>
            <translation>El tamaño de píxel debe ser mayor que 0 metros, no {pixel_size_m}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/merging.py" />
            <source>Segmentation needs {bands} band weights of 0 or more, got {weights}.</source>
            <translation>La segmentación necesita {bands} pesos de banda de 0 o más; se recibió {weights}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/merging.py" />
            <source>The scale must be 0 or more, not {scale}.</source>
            <translation>La escala debe ser 0 o más, no {scale}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/merging.py" />
            <source>The weight of {name} must lie between 0 and 1, not {value}.</source>
            <translation>El peso de {name} debe estar entre 0 y 1, no ser {value}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/multiresolution.py" />
            <source>The scales of the levels must rise, at least one; not {scales}.</source>
            <translation>Las escalas de los niveles deben ser crecientes, al menos una; no {scales}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/multiresolution.py" />
            <source>The window {window} is empty or begins outside the scene.</source>
            <translation>La ventana {window} está vacía o empieza fuera de la escena.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/multiresolution.py" />
            <source>The window {window} reaches beyond the scene ({width} × {height}).</source>
            <translation>La ventana {window} sobresale de la escena ({width} × {height}).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/parts.py" />
            <source>The parts to assemble were made with different rules, settings or rasters. Delete them and run again.</source>
            <translation>Las partes que se van a ensamblar se hicieron con reglas, ajustes o rásteres distintos. Bórrelas y ejecute de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/parts.py" />
            <source>There is nothing to assemble: no part of the region was worked on, or the folder of the work was removed. Run again.</source>
            <translation>No hay nada que ensamblar: no se trabajó ninguna parte de la región, o se eliminó la carpeta del trabajo. Ejecute de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/parts.py" />
            <source>{path} cannot be read ({strerror}).</source>
            <translation>No se puede leer {path} ({strerror}).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/parts.py" />
            <source>{path} does not hold the landforms of a part of a region. Delete it and run again.</source>
            <translation>{path} no contiene las geoformas de una parte de una región. Elimínelo y ejecute de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/rules.py" />
            <source>The file {path} is too large for rules. Choose another one.</source>
            <translation>El archivo {path} es demasiado grande para ser de reglas. Elija otro.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/rules.py" />
            <source>The lowest slope ({min_slope}°) is above the highest ({max_slope}°). Lower it.</source>
            <translation>La pendiente mínima ({min_slope}°) supera la máxima ({max_slope}°). Bájela.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/rules.py" />
            <source>The rule {name} must be a number, not {value}. Correct it.</source>
            <translation>La regla {name} debe ser un número, no {value}. Corríjala.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/rules.py" />
            <source>The rule {name} must be {limits}, not {value}. Correct it.</source>
            <translation>La regla {name} debe ser {limits}, no {value}. Corríjala.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/rules.py" />
            <source>The rules {path} are not valid JSON ({error}). Choose a file that Fit thresholds wrote, or correct it.</source>
            <translation>Las reglas {path} no son JSON válido ({error}). Elija un archivo escrito por Ajustar umbrales o corríjalo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/rules.py" />
            <source>The rules {path} are of another kind or of a newer version of the plugin. Update the plugin, or fit the rules again.</source>
            <translation>Las reglas {path} son de otro tipo o de una versión más reciente del complemento. Actualice el complemento o ajuste las reglas de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/rules.py" />
            <source>The rules {path} cannot be read ({strerror}). Choose another file.</source>
            <translation>Las reglas {path} no se pueden leer ({strerror}). Elija otro archivo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/rules.py" />
            <source>The rules {path} must be a JSON object of names and numbers. Choose a file that Fit thresholds wrote.</source>
            <translation>Las reglas {path} deben ser un objeto JSON de nombres y números. Elija un archivo escrito por Ajustar umbrales.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/rules.py" />
            <source>The threshold ({threshold}) must not be above the seed threshold ({seed_threshold}). Lower it.</source>
            <translation>El umbral ({threshold}) no debe superar el umbral de semilla ({seed_threshold}). Bájelo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/rules.py" />
            <source>The threshold must be above 0, or everything would be a landform. Raise it.</source>
            <translation>El umbral debe ser mayor que 0; si no, todo sería una geoforma. Súbalo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/rules.py" />
            <source>Unknown rule(s): {unknown}. Known are: {known}.</source>
            <translation>Regla(s) desconocida(s): {unknown}. Se conocen: {known}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/rules.py" />
            <source>{least} or more</source>
            <translation>{least} o más</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/rules.py" />
            <source>{least} to {most}</source>
            <translation>de {least} a {most}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/segmentation.py" />
            <source>All weights are 0. Give the image or the slope a weight above 0.</source>
            <translation>Todos los pesos son 0. Dé a la imagen o a la pendiente un peso mayor que 0.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/segmentation.py" />
            <source>Segmentation needs a heatmap or at least one image.</source>
            <translation>La segmentación necesita un mapa de probabilidad o al menos una imagen.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/segmentation.py" />
            <source>The heatmap is one band. Name the band with the probability.</source>
            <translation>El mapa de probabilidad es una sola banda. Indique la banda con la probabilidad.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/segmentation.py" />
            <source>The heatmap's weight must be above 0.</source>
            <translation>El peso del mapa de probabilidad debe ser mayor que 0.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/segmentation.py" />
            <source>The seed step must be 2 pixels or more, the tile 16 to 16384 pixels and the number of workers 0 or more.</source>
            <translation>El paso de las semillas debe ser de 2 píxeles o más, la tesela de 16 a 16384 píxeles y el número de procesos de trabajo 0 o más.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/segmentation.py" />
            <source>The smoothing must be 0 to 2 pixels, not {smoothing}.</source>
            <translation>El suavizado debe ser de 0 a 2 píxeles, no {smoothing}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/segmentation.py" />
            <source>The stretch is for {count} image bands; there are {bands}.</source>
            <translation>El realce es para {count} bandas de imagen; hay {bands}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/segmentation.py" />
            <source>The {role} {path} has no data (band {bands}) where the scene lies. Check that both cover one place.</source>
            <translation>El ráster {path} ({role}) no tiene datos (banda {bands}) donde está la escena. Compruebe que ambos cubren el mismo lugar.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/segmentation.py" />
            <source>The {role} {path} is in degrees. Warp it to a projected CRS in metres (GDAL 'Warp'), or use the output of 'Predict heatmap', which is in metres.</source>
            <translation>El ráster {path} ({role}) está en grados. Reproyéctelo a un SRC proyectado en metros (GDAL 'Combar (reproyectar)'), o use la salida de 'Predecir mapa de probabilidad', que está en metros.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/segmentation.py" />
            <source>This step needs a heatmap.</source>
            <translation>Este paso necesita un mapa de probabilidad.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/segmentation.py" />
            <source>uncertainty raster</source>
            <translation>ráster de incertidumbre</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/segmentation.py" />
            <location filename="../../rock_glacier_mapper/core/objects/shaping.py" />
            <source>{name} must be 0 or more, not {value}.</source>
            <translation>{name} debe ser 0 o más, no {value}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/shaping.py" />
            <source>The box must have an odd side of 3 to 15 pixels, not {box}.</source>
            <translation>La caja debe tener un lado impar de 3 a 15 píxeles, no {box}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/shaping.py" />
            <source>max_slope must be 0 to 90 degrees, not {max_slope}.</source>
            <translation>max_slope debe ser de 0 a 90 grados, no {max_slope}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/shaping.py" />
            <source>{name} must be 0 to {passes} passes.</source>
            <translation>{name} debe ser de 0 a {passes} pasadas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/shaping.py" />
            <source>{name} must lie between 0 and 1, not {value}.</source>
            <translation>{name} debe estar entre 0 y 1, no ser {value}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/units.py" />
            <source>The mask must have two dimensions.</source>
            <translation>La máscara debe tener dos dimensiones.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/units.py" />
            <source>The pixel size must be above 0, not {pixel_m}.</source>
            <translation>El tamaño de píxel debe ser mayor que 0, no {pixel_m}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/units.py" />
            <source>The unit setting {name} must be 0 or more, not {value}.</source>
            <translation>El ajuste de unidades {name} debe ser 0 o más, no {value}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/units.py" />
            <source>The unit setting {name} must be a number, not {value!r}.</source>
            <translation>El ajuste de unidades {name} debe ser un número, no {value!r}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/units.py" />
            <source>The unit setting {name} must be a share of 1, not {value}.</source>
            <translation>El ajuste de unidades {name} debe ser una proporción de 1, no {value}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/units.py" />
            <source>The unit setting {name} must be above 0.</source>
            <translation>El ajuste de unidades {name} debe ser mayor que 0.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/objects/units.py" />
            <source>The {name} has the shape {shape}, the mask {expected}; they must lie on one grid.</source>
            <translation>Las dimensiones de {name} son {shape}, las de la máscara {expected}; deben estar en una misma cuadrícula.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/orientation.py" />
            <source>The channels have {present} without {missing}. A turned picture needs both: add {missing}, or leave {present} out.</source>
            <translation>Los canales incluyen {present} sin {missing}. Una imagen girada necesita ambos: añada {missing} o prescinda de {present}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/orientation.py" />
            <source>{northness} and {eastness} must have the same fixed scaling with centre 0, so that they can be turned.</source>
            <translation>{northness} y {eastness} deben tener el mismo escalado fijo con centro 0, para que se puedan girar.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/contact_sheet.py" />
            <source>no data</source>
            <translation>sin datos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/contact_sheet.py" />
            <source>rock glacier</source>
            <translation>glaciar rocoso</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/contact_sheet.py" />
            <location filename="../../rock_glacier_mapper/core/patches/export.py" />
            <source>validation</source>
            <translation>validación</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/contact_sheet.py" />
            <source>{count} of {total} patches, {size} pixels of {resolution:g} m, bands {bands}</source>
            <translation>{count} de {total} parches, {size} píxeles de {resolution:g} m, bandas {bands}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/dataset.py" />
            <source>'{name}' is no name of a patch</source>
            <translation>«{name}» no es un nombre de parche</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/dataset.py" />
            <source>The folder {folder} has no {file}. Choose the output folder of 'Export training patches'.</source>
            <translation>La carpeta {folder} no contiene {file}. Elija la carpeta de salida de 'Exportar parches de entrenamiento'.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/dataset.py" />
            <source>The folder {folder} is empty. Choose the output folder of 'Export training patches'.</source>
            <translation>La carpeta {folder} está vacía. Elija la carpeta de salida de 'Exportar parches de entrenamiento'.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/dataset.py" />
            <source>The mask {path} holds other values than 0, 1 and {unknown}. Export the patches again.</source>
            <translation>La máscara {path} contiene valores distintos de 0, 1 y {unknown}. Exporte los parches de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/dataset.py" />
            <source>The mask {path} is damaged or cut short ({error}). Export the patches again.</source>
            <translation>La máscara {path} está dañada o incompleta ({error}). Exporte los parches de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/dataset.py" />
            <source>The patch folder {folder} does not exist. Check the path.</source>
            <translation>La carpeta de parches {folder} no existe. Compruebe la ruta.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/dataset.py" />
            <source>The patch {image} has {count} band(s), but {description} of its folder names {described} channels. Export the patches again.</source>
            <translation>El parche {image} tiene {count} banda(s), pero {description} de su carpeta nombra {described} canales. Exporte los parches de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/dataset.py" />
            <source>The patch {image} is {width} x {height} pixels, but its mask is {mask_width} x {mask_height}. Export the patches again.</source>
            <translation>El parche {image} tiene {width} x {height} píxeles, pero su máscara tiene {mask_width} x {mask_height}. Exporte los parches de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/dataset.py" />
            <source>field positive_share holds other values than 0 to 1</source>
            <translation>el campo positive_share contiene valores fuera de 0 a 1</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/dataset.py" />
            <source>field split holds {names}</source>
            <translation>el campo split contiene {names}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/dataset.py" />
            <source>impossible values</source>
            <translation>valores imposibles</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/dataset.py" />
            <source>it has no table named patches</source>
            <translation>no tiene ninguna tabla llamada patches</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/dataset.py" />
            <source>no format_version</source>
            <translation>no hay format_version</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/dataset.py" />
            <source>values are missing or of another kind</source>
            <translation>faltan valores o son de otra clase</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/dataset.py" />
            <source>{count} file(s) of the patch folder {folder} are missing, for example {example}. Copy the whole folder, or export the patches again.</source>
            <translation>Falta(n) {count} archivo(s) de la carpeta de parches {folder}, por ejemplo {example}. Copie la carpeta completa o exporte los parches de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/dataset.py" />
            <source>{path} has format version {version}; this plugin reads up to {format_version}. Update the plugin, or export the patches again.</source>
            <translation>{path} tiene la versión de formato {version}; este complemento lee hasta la {format_version}. Actualice el complemento o exporte los parches de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/dataset.py" />
            <source>{path} is damaged ({detail}). Export the patches again.</source>
            <translation>{path} está dañado ({detail}). Exporte los parches de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/dataset.py" />
            <source>{path} is missing. Export the patches again.</source>
            <translation>Falta {path}. Exporte los parches de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/dataset.py" />
            <source>{path} lists no patches. Export the patches again.</source>
            <translation>{path} no enumera ningún parche. Exporte los parches de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/export.py" />
            <source>BLOCK_SIZE must be greater than 0.</source>
            <translation>BLOCK_SIZE debe ser mayor que 0.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/export.py" />
            <source>BUFFER must not be negative, and MIN_VALID must be 0 to 1.</source>
            <translation>BUFFER no debe ser negativo, y MIN_VALID debe ser de 0 a 1.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/export.py" />
            <source>Bands without a known role, left out: {left_out}</source>
            <translation>Bandas sin función conocida, sin usar: {left_out}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/export.py" />
            <source>Blocks of {size:g} km (chosen; BLOCK_SIZE sets another size)</source>
            <translation>Bloques de {size:g} km (elegido; BLOCK_SIZE fija otro tamaño)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/export.py" />
            <source>No rock glacier polygon can be used. {reason}</source>
            <translation>No se puede usar ningún polígono de glaciar rocoso. {reason}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/export.py" />
            <source>No {side} patch with a rock glacier can be cut. {reasons} Choose a smaller PATCH_SIZE, BLOCK_SIZE or MIN_VALID, another SEED or SPLIT, or add rock glaciers.</source>
            <translation>No se puede recortar ningún parche de {side} con un glaciar rocoso. {reasons} Elija un PATCH_SIZE, BLOCK_SIZE o MIN_VALID menor, otro SEED o SPLIT, o añada glaciares rocosos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/export.py" />
            <source>OVERLAP ({overlap}) must be smaller than PATCH_SIZE ({patch_size}).</source>
            <translation>OVERLAP ({overlap}) debe ser menor que PATCH_SIZE ({patch_size}).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/export.py" />
            <source>PATCH_SIZE must be at least 16 pixels.</source>
            <translation>PATCH_SIZE debe ser de al menos 16 píxeles.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/export.py" />
            <source>Random split: training and validation patches share ground, so the figures of the validation will be too good. Use the split by block to judge a network.</source>
            <translation>División aleatoria: los parches de entrenamiento y de validación comparten terreno, por lo que las cifras de la validación serán demasiado buenas. Use la división por bloques para juzgar una red.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/export.py" />
            <source>SPLIT must be one of {rules}.</source>
            <translation>SPLIT debe ser uno de {rules}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/export.py" />
            <source>The bands of {path} have different nodata values, or one that their data type cannot hold. Run 'Prepare image stack' on it first.</source>
            <translation>Las bandas de {path} tienen valores sin datos (nodata) distintos, o uno que su tipo de datos no puede contener. Ejecute antes 'Preparar pila de imágenes' con él.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/export.py" />
            <source>The image is smaller than a patch of {size} pixels: the patches are filled up with unknown pixels.</source>
            <translation>La imagen es más pequeña que un parche de {size} píxeles: los parches se completan con píxeles desconocidos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/export.py" />
            <source>The layer is empty.</source>
            <translation>La capa está vacía.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/export.py" />
            <source>The stack {path} is damaged ({error}).</source>
            <translation>La pila {path} está dañada ({error}).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/export.py" />
            <source>VALIDATION_SHARE must lie between 0 and 1.</source>
            <translation>VALIDATION_SHARE debe estar entre 0 y 1.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/export.py" />
            <source>on rock glaciers: there the rock glacier holds</source>
            <translation>sobre glaciares rocosos: allí prevalece el glaciar rocoso</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/export.py" />
            <source>{count} windows have less than {share:.0%} data, left out.</source>
            <translation>{count} ventanas tienen menos de {share:.0%} de datos; se omiten.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/export.py" />
            <source>{count} windows have one value only, left out.</source>
            <translation>{count} ventanas tienen un único valor; se omiten.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/export.py" />
            <source>{count} windows were left out because they overlap patches of the other side.</source>
            <translation>Se omitieron {count} ventanas porque se solapan con parches del otro lado.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/export.py" />
            <source>{image} has no square pixels in metres. Run 'Prepare image stack' on it first.</source>
            <translation>{image} no tiene píxeles cuadrados en metros. Ejecute antes 'Preparar pila de imágenes' con ella.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/outlines.py" />
            <source>1 negative polygon</source>
            <translation>1 polígono negativo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/outlines.py" />
            <source>1 rock glacier polygon</source>
            <translation>1 polígono de glaciar rocoso</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/outlines.py" />
            <source>outside the image, left out</source>
            <translation>fuera de la imagen, sin usar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/outlines.py" />
            <source>partly outside the image: the part inside is used</source>
            <translation>en parte fuera de la imagen: se usa la parte interior</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/outlines.py" />
            <source>so small that no pixel has its centre inside, left out</source>
            <translation>de tamaño tan pequeño que ningún píxel tiene su centro dentro, sin usar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/outlines.py" />
            <source>where the image has no data, left out</source>
            <translation>donde la imagen no tiene datos, sin usar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/outlines.py" />
            <source>with invalid geometry, repaired</source>
            <translation>con geometría no válida, que se reparó</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/outlines.py" />
            <source>without a polygon, left out</source>
            <translation>sin polígono, sin usar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/outlines.py" />
            <source>{count} negative polygons</source>
            <translation>{count} polígonos negativos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/outlines.py" />
            <source>{count} rock glacier polygons</source>
            <translation>{count} polígonos de glaciares rocosos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/outlines.py" />
            <source>{what} {text} (feature {ids}).</source>
            <translation>{what} {text} (objeto espacial {ids}).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/outlines.py" />
            <source>{what} {text}.</source>
            <translation>{what} {text}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/splitting.py" />
            <source>There is room for {count} patch(es) of rock glaciers with enough data; training and validation need one each. Choose a smaller PATCH_SIZE or MIN_VALID, or add rock glaciers.</source>
            <translation>Hay espacio para {count} parche(s) de glaciares rocosos con datos suficientes; el entrenamiento y la validación necesitan uno cada uno. Elija un PATCH_SIZE o MIN_VALID menor, o añada glaciares rocosos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/splitting.py" />
            <source>Training and validation cannot be kept apart: the usable rock glaciers lie in {where}, and a patch is {side:g} km wide. Choose a smaller {parameter}, add rock glaciers that lie farther away, or choose another SPLIT ({other}; the figures of a random split are too good).</source>
            <translation>El entrenamiento y la validación no se pueden mantener separados: los glaciares rocosos utilizables están en {where}, y un parche tiene {side:g} km de ancho. Elija un {parameter} menor, añada glaciares rocosos más alejados o elija otro SPLIT ({other}; las cifras de una división aleatoria son demasiado buenas).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/splitting.py" />
            <source>landform or random</source>
            <translation>landform o random</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/splitting.py" />
            <source>{count} block(s) of {size:g} km</source>
            <translation>{count} bloque(s) de {size:g} km</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/patches/splitting.py" />
            <source>{count} place(s)</source>
            <translation>{count} lugar(es)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/paths.py" />
            <source>The shipped model {default_model_name} is missing. Install the plugin again, or choose an ONNX model of your own in MODEL.</source>
            <translation>Falta el modelo incluido {default_model_name}. Instale el complemento de nuevo o elija un modelo ONNX propio en MODEL.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/pythonprocess.py" />
            <source>PYTHON: {path} is Python {version}; QGIS runs {own_version}, and {purpose} uses the same packages. Choose one of the same version, or use the command line (see the user guide).</source>
            <translation>PYTHON: {path} es Python {version}; QGIS usa {own_version}, y para esta tarea ({purpose}) se usan los mismos paquetes. Elija uno de la misma versión o use la línea de órdenes (véase la guía del usuario).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/pythonprocess.py" />
            <source>PYTHON: {path} is no Python that can be started.</source>
            <translation>PYTHON: {path} no es un Python que se pueda iniciar.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/pythonprocess.py" />
            <source>{purpose} needs Python packages that are not installed: {names}. Install them under Settings → Options → Rock Glacier Mapper, or into the Python that QGIS uses: python3 -m pip install {names}{install}.</source>
            <translation>{purpose}: se necesitan paquetes de Python que no están instalados: {names}. Instálelos en Configuración → Opciones → Rock Glacier Mapper, o en el Python que usa QGIS: python3 -m pip install {names}{install}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/raster.py" />
            <source>The disk is full or failed; {final} was not written. Free some space and run again.</source>
            <translation>El disco está lleno o falló; no se escribió {final}. Libere espacio y ejecute de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/raster.py" />
            <source>The raster output must be a GeoTIFF (.tif), not {name}.</source>
            <translation>La salida ráster debe ser un GeoTIFF (.tif), no {name}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/raster.py" />
            <source>The {role} {path} cannot be opened as a raster ({error}). Check the file.</source>
            <translation>El archivo {path} ({role}) no se puede abrir como ráster ({error}). Compruebe el archivo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/raster.py" />
            <source>The {role} {path} has {count} band(s); band {band} was asked for.</source>
            <translation>El ráster {path} ({role}) tiene {count} banda(s); se pidió la banda {band}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/raster.py" />
            <source>The {role} {path} is damaged or cut short ({error}). Copy or download it again.</source>
            <translation>El archivo {path} ({role}) está dañado o incompleto ({error}). Cópielo o descárguelo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/raster.py" />
            <source>{path} cannot be warped to {crs} ({error}). Check its coordinate reference system and georeference.</source>
            <translation>{path} no se puede reproyectar a {crs} ({error}). Compruebe su sistema de referencia de coordenadas y su georreferencia.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/dask_workers.py" />
            <source>A Dask worker cannot import the plugin ({error}). {advice}</source>
            <translation>Un proceso de trabajo de Dask no puede importar el complemento ({error}). {advice}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/dask_workers.py" />
            <source>Install the plugin's package on all workers in the same version, for example by starting them with PYTHONPATH set to the folder that contains rock_glacier_mapper.</source>
            <translation>Instale el paquete del complemento en todos los procesos de trabajo en la misma versión, por ejemplo iniciándolos con PYTHONPATH apuntando a la carpeta que contiene rock_glacier_mapper.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/dask_workers.py" />
            <source>SCHEDULER needs the Python package distributed, of the same version as on the cluster: python3 -m pip install distributed. Leave SCHEDULER empty to work on this machine. ({error})</source>
            <translation>SCHEDULER necesita el paquete de Python distributed, de la misma versión que en el clúster: python3 -m pip install distributed. Deje SCHEDULER vacío para trabajar en este equipo. ({error})</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/dask_workers.py" />
            <source>SCHEDULER: no Dask scheduler answers at {address} ({error}). Check the address; it looks like tcp://10.0.0.1:8786.</source>
            <translation>SCHEDULER: ningún planificador de Dask responde en {address} ({error}). Compruebe la dirección; tiene el aspecto de tcp://10.0.0.1:8786.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/dask_workers.py" />
            <source>The Dask cluster has no workers yet; waiting for the first.</source>
            <translation>El clúster de Dask aún no tiene procesos de trabajo; se espera al primero.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/dask_workers.py" />
            <source>The Dask worker {where} has version {version} of the plugin, not {own_version}. {advice}</source>
            <translation>El proceso de trabajo de Dask {where} tiene la versión {version} del complemento, no {own_version}. {advice}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/dask_workers.py" />
            <source>The connection to the Dask scheduler {address} was lost. What is finished stays; run again to go on.</source>
            <translation>Se perdió la conexión con el planificador de Dask {address}. Lo terminado se mantiene; ejecute de nuevo para continuar.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/dask_workers.py" />
            <source>The workers were lost {count} times; see their logs. With too little memory give each more, or fewer threads.</source>
            <translation>Los procesos de trabajo se perdieron {count} veces; véanse sus registros. Si falta memoria, dé más a cada uno o use menos hilos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/dask_workers.py" />
            <source>the Dask cluster {address}</source>
            <translation>el clúster de Dask {address}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/dask_workers.py" />
            <source>{count} of {total} Dask workers do not see the job's folder {folder} (one is {blind}). Workers and this machine need it, and all inputs, on a shared file system under the same paths; choose WORK_FOLDER so.</source>
            <translation>{count} de {total} procesos de trabajo de Dask no ven la carpeta {folder} del trabajo (uno es {blind}). Los procesos de trabajo y este equipo la necesitan, junto con todas las entradas, en un sistema de archivos compartido con las mismas rutas; elija WORK_FOLDER en consecuencia.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/dask_workers.py" />
            <source>{name}: its workers were lost; the unit is submitted again.</source>
            <translation>{name}: se perdieron sus procesos de trabajo; la unidad se envía de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/job.py" />
            <source>The folder {folder} cannot be made ({strerror}). Choose another WORK_FOLDER.</source>
            <translation>No se puede crear la carpeta {folder} ({strerror}). Elija otra WORK_FOLDER.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/job.py" />
            <source>The job {folder} has no unit {name}.</source>
            <translation>El trabajo {folder} no tiene la unidad {name}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/job.py" />
            <source>The region has {width} x {height} pixels, which makes more than {most} units. Is a scene at a wrong place, or in a wrong coordinate reference system? Else choose a smaller EXTENT or a larger UNIT_SIZE.</source>
            <translation>La región tiene {width} x {height} píxeles, lo que supone más de {most} unidades. ¿Hay una escena en un lugar equivocado o en un sistema de referencia de coordenadas erróneo? Si no, elija un EXTENT menor o un UNIT_SIZE mayor.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/job.py" />
            <source>{folder} is no job folder that can be seen from here, or its {plan} is damaged. Workers on other machines need it under the same path.</source>
            <translation>{folder} no es una carpeta de trabajo visible desde aquí, o su {plan} está dañado. Los procesos de trabajo en otros equipos la necesitan en la misma ruta.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/job.py" />
            <source>{path} is a link to another place; nothing was written. Remove it, or choose another WORK_FOLDER.</source>
            <translation>{path} es un enlace a otro lugar; no se escribió nada. Elimínelo o elija otro WORK_FOLDER.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/merging.py" />
            <source>The job {folder} has no heatmap yet.</source>
            <translation>El trabajo {folder} aún no tiene mapa de probabilidad.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/merging.py" />
            <source>The job {folder} has no {kind}.</source>
            <translation>El trabajo {folder} no tiene {kind}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/merging.py" />
            <source>There is no image data in the area to map: it is all nodata or outside the mask. Check SCENES, EXTENT and MASK.</source>
            <translation>No hay datos de imagen en el área que se cartografía: todo carece de datos (nodata) o queda fuera de la máscara. Compruebe SCENES, EXTENT y MASK.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/prediction.py" />
            <source>{name}: {warnings}</source>
            <translation>{name}: {warnings}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/prediction.py" />
            <source>{scene} was left out: {error}</source>
            <translation>Se omitió {scene}: {error}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>, {count} from before</source>
            <translation>, {count} de antes</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>Another run works in {folder}. Wait for it, or choose another WORK_FOLDER.</source>
            <translation>Otra ejecución trabaja en {folder}. Espere a que termine o elija otra WORK_FOLDER.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>Another run works on the same SHARE.</source>
            <translation>Otra ejecución trabaja en la misma SHARE.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>COMBINE: '{combine}' is none of {combinations}.</source>
            <translation>COMBINE: '{combine}' no es ninguna de {combinations}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>No unit could be predicted. The first: {message}</source>
            <translation>No se pudo predecir ninguna unidad. La primera: {message}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>SHARE: '{text}' is not of the form k/n with k from 1 to n, such as 2/8.</source>
            <translation>SHARE: '{text}' no tiene la forma k/n con k de 1 a n, como 2/8.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>Share {share} of {shares} is done: {count} of {total} units, {failed} failed. When all shares are done, run once without SHARE.</source>
            <translation>La parte {share} de {shares} está hecha: {count} de {total} unidades, {failed} fallidas. Cuando todas las partes estén hechas, ejecute una vez sin SHARE.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>The folder {folder} holds a job with other inputs ({changed}). Remove it, or choose another WORK_FOLDER.</source>
            <translation>La carpeta {folder} contiene un trabajo con otras entradas ({changed}). Elimínela o elija otra WORK_FOLDER.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>The job in {folder} was made with other inputs ({changed}); it starts anew.</source>
            <translation>El trabajo en {folder} se hizo con otras entradas ({changed}); empieza de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>The parameters of the extraction differ from those of the run before; the heatmaps are used again.</source>
            <translation>Los parámetros de la extracción difieren de los de la ejecución anterior; los mapas de probabilidad se usan de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>There is nothing to map: no scene lies in the mask and the extent. Check MASK and EXTENT, and their CRS.</source>
            <translation>No hay nada que cartografiar: ninguna escena está dentro de la máscara y la extensión. Compruebe MASK y EXTENT, y sus SRC.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>UNIT_SIZE {unit_size} is too small; choose at least 64 pixels.</source>
            <translation>UNIT_SIZE {unit_size} es demasiado pequeño; elija al menos 64 píxeles.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>WORK_FOLDER {folder} cannot be made ({strerror}). Choose another one.</source>
            <translation>No se puede crear WORK_FOLDER {folder} ({strerror}). Elija otra.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>WORK_FOLDER {folder} exists and holds no job. Choose a new folder.</source>
            <translation>WORK_FOLDER {folder} existe y no contiene ningún trabajo. Elija una carpeta nueva.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>Workers: {description}</source>
            <translation>Procesos de trabajo: {description}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>bands of the scenes</source>
            <translation>bandas de las escenas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>coherence or DEM</source>
            <translation>coherencia o MDE</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>data types of the scenes</source>
            <translation>tipos de datos de las escenas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>parameters of the prediction</source>
            <translation>parámetros de la predicción</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>region</source>
            <translation>región</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>versions of the software</source>
            <translation>versiones del software</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>{count} of them are in {name} and are warped when they are read.</source>
            <translation>{count} de ellas están en {name} y se reproyectan al leerlas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>{count} of {total} units failed and are tried again at the next run: {failed}{more}. The layer of units says why.</source>
            <translation>{count} de {total} unidades fallaron y se intentarán de nuevo en la próxima ejecución: {failed}{more}. La capa de unidades indica el motivo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>{count} scenes{span}; the region is mapped in {crs}.</source>
            <translation>{count} escenas{span}; la región se cartografía en {crs}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>{name} failed{who}: {message}</source>
            <translation>{name} falló{who}: {message}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>{name}: {landforms} landforms{who}; {standing}</source>
            <translation>{name}: {landforms} geoformas{who}; {standing}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>{name}: {seconds:.1f} s, {windows} windows, {skipped} skipped{resumed}{who}; {standing}</source>
            <translation>{name}: {seconds:.1f} s, {windows} ventanas, {skipped} omitidas{resumed}{who}; {standing}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>{ready} of {count} units were predicted by an earlier run.</source>
            <translation>{ready} de {count} unidades ya se predijeron en una ejecución anterior.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/running.py" />
            <source>{ready} of {count} units were searched for landforms by an earlier run.</source>
            <translation>En {ready} de {count} unidades ya se buscaron geoformas en una ejecución anterior.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/scenes.py" />
            <source>A scene is left out. {error}</source>
            <translation>Se omite una escena. {error}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/scenes.py" />
            <source>CRS: choose a projected CRS in metres; the region's is in degrees.</source>
            <translation>CRS: elija un SRC proyectado en metros; el de la región está en grados.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/scenes.py" />
            <source>None of the {count} scenes can be used. The first: {problems}</source>
            <translation>Ninguna de las {count} escenas se puede usar. La primera: {problems}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/scenes.py" />
            <source>SCENES: choose rasters, or a tile index that names some.</source>
            <translation>SCENES: elija rásteres, o un índice de teselas que nombre algunos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/scenes.py" />
            <source>SCENES: the tile index {source} has no field '{field}' (it has: {known}). Name the field with the paths in LOCATION_FIELD.</source>
            <translation>SCENES: el índice de teselas {source} no tiene el campo '{field}' (tiene: {known}). Indique el campo con las rutas en LOCATION_FIELD.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/workers.py" />
            <source>No worker process can be started. {last_words}</source>
            <translation>No se puede iniciar ningún proceso de trabajo. {last_words}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/workers.py" />
            <source>The worker {name} ended unexpectedly (exit code {code}).</source>
            <translation>El proceso de trabajo {name} terminó inesperadamente (código de salida {code}).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/workers.py" />
            <source>The worker {name} ended unexpectedly (exit code {code}). Its last words: {words}</source>
            <translation>El proceso de trabajo {name} terminó inesperadamente (código de salida {code}). Sus últimos mensajes: {words}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/workers.py" />
            <source>Working in several processes</source>
            <translation>Trabajo en varios procesos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/workers.py" />
            <source>this process</source>
            <translation>este proceso</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/workers.py" />
            <source>{count} processes on this machine</source>
            <translation>{count} procesos en este equipo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/workers.py" />
            <source>{name}: {words} The unit is tried again.</source>
            <translation>{name}: {words} La unidad se intenta de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/region/workers.py" />
            <source>{words} So it was {count} times; with too little memory choose fewer WORKERS or a smaller TILE_SIZE.</source>
            <translation>{words} Ocurrió {count} veces; si falta memoria, elija menos WORKERS o un TILE_SIZE menor.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <location filename="../../rock_glacier_mapper/processing/inventorysymbols.py" />
            <location filename="../../resources/rgik_schema.json" />
            <source>Activity class</source>
            <translation>Clase de actividad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <location filename="../../resources/rgik_schema.json" />
            <source>Annual precipitation</source>
            <translation>Precipitación anual</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <location filename="../../rock_glacier_mapper/gui/review/listmodel.py" />
            <location filename="../../resources/rgik_schema.json" />
            <source>Area</source>
            <translation>Área</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <source>Aspect</source>
            <translation>Orientación</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <source>Basis of the activity class</source>
            <translation>Base de la clase de actividad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <source>Completeness</source>
            <translation>Completitud</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <source>Destabilisation</source>
            <translation>Desestabilización</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <source>Height of the front</source>
            <translation>Altura del frente</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <location filename="../../rock_glacier_mapper/processing/inventorysymbols.py" />
            <source>Kinematic attribute</source>
            <translation>Atributo cinemático</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <source>Landform</source>
            <translation>Geoforma</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <source>Length along the flow</source>
            <translation>Longitud a lo largo del flujo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <source>Maximum elevation</source>
            <translation>Elevación máxima</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <location filename="../../resources/rgik_schema.json" />
            <source>Mean annual air temperature</source>
            <translation>Temperatura media anual del aire</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <location filename="../../resources/rgik_schema.json" />
            <source>Mean annual ground temperature</source>
            <translation>Temperatura media anual del suelo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <source>Mean downslope velocity</source>
            <translation>Velocidad media ladera abajo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <location filename="../../resources/rgik_schema.json" />
            <source>Mean elevation</source>
            <translation>Elevación media</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <location filename="../../resources/rgik_schema.json" />
            <source>Mean slope</source>
            <translation>Pendiente media</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <source>Minimum elevation</source>
            <translation>Elevación mínima</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <source>Morphology</source>
            <translation>Morfología</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>Potential incoming solar radiation</source>
            <translation>Radiación solar entrante potencial</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <source>Reliability of the kinematics</source>
            <translation>Fiabilidad de la cinemática</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <source>Reliability of the outline: front</source>
            <translation>Fiabilidad del contorno: frente</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <source>Reliability of the outline: index</source>
            <translation>Fiabilidad del contorno: índice</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <source>Reliability of the outline: left margin</source>
            <translation>Fiabilidad del contorno: margen izquierdo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <source>Reliability of the outline: right margin</source>
            <translation>Fiabilidad del contorno: margen derecho</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <source>Reliability of the outline: upslope connection</source>
            <translation>Fiabilidad del contorno: conexión ladera arriba</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <source>Spatial representativeness of the kinematic data</source>
            <translation>Representatividad espacial de los datos cinemáticos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <source>Standard deviation of the velocity</source>
            <translation>Desviación típica de la velocidad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <source>Upslope connection (RGIK)</source>
            <translation>Conexión ladera arriba (RGIK)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <source>Width across the flow</source>
            <translation>Anchura transversal al flujo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/attributes.py" />
            <source>m a.s.l.</source>
            <translation>m s. n. m.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/grid.py" />
            <source>Cells of {side:g} km</source>
            <translation>Celdas de {side:g} km</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/grid.py" />
            <source>GRID: {kilometres:g} km is no length of a cell. Choose 50, for example.</source>
            <translation>GRID: {kilometres:g} km no es un tamaño de celda válido. Elija, por ejemplo, 50.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/grid.py" />
            <source>No rock glacier of the inventory has a place; there is nothing to map.</source>
            <translation>Ningún glaciar rocoso del inventario tiene ubicación; no hay nada que representar en el mapa.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/maps.py" />
            <source>Density of rock glaciers in equal-area cells of {side:g} km.</source>
            <translation>Densidad de glaciares rocosos en celdas de igual área de {side:g} km.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/maps.py" />
            <source>Density of rock glaciers in equal-area cells of {side:g} km; dots, rock glaciers.</source>
            <translation>Densidad de glaciares rocosos en celdas de igual área de {side:g} km; puntos: glaciares rocosos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/maps.py" />
            <source>Extended outlines of the rock glaciers.</source>
            <translation>Contornos extendidos de los glaciares rocosos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/maps.py" />
            <source>Mean area (km²)</source>
            <translation>Área media (km²)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/maps.py" />
            <source>Mean minimum elevation (m a.s.l.)</source>
            <translation>Elevación mínima media (m s. n. m.)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/maps.py" />
            <source>Mean slope (°)</source>
            <translation>Pendiente media (°)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/maps.py" />
            <source>Rock glaciers per 1000 km²</source>
            <translation>Glaciares rocosos por 1000 km²</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/page.py" />
            <source>All figures as PNG (300 dpi), SVG and PDF, and all tables as CSV with numbers in full, are in the folder {folder} beside this page. Figures and tables follow Sun et al. (2024, doi 10.5194/essd-16-5703-2024) and Hu et al. (2023).</source>
            <translation>Todas las figuras en PNG (300 dpi), SVG y PDF, y todas las tablas en CSV con los números completos, están en la carpeta {folder} junto a esta página. Las figuras y tablas siguen a Sun et al. (2024, doi 10.5194/essd-16-5703-2024) y Hu et al. (2023).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/page.py" />
            <source>Figure {number}.</source>
            <translation>Figura {number}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/page.py" />
            <source>Rock glacier inventory: {name}</source>
            <translation>Inventario de glaciares rocosos: {name}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/page.py" />
            <source>Table {number}. {title}</source>
            <translation>Tabla {number}. {title}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/rows.py" />
            <source>{path} cannot be read as an inventory ({error}). Check the file.</source>
            <translation>{path} no se puede leer como inventario ({error}). Compruebe el archivo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/rows.py" />
            <source>{path} has no layer {layer}. Choose another inventory.</source>
            <translation>{path} no tiene la capa {layer}. Elija otro inventario.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>A bin holds its lower limit, not its upper.</source>
            <translation>Un intervalo incluye su límite inferior, no el superior.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Activity class by upslope category</source>
            <translation>Clase de actividad por categoría ladera arriba</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Aspect: number of rock glaciers in directions of 45°</source>
            <translation>Orientación: número de glaciares rocosos en direcciones de 45°</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Attribute</source>
            <translation>Atributo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Attributes of the rock glaciers</source>
            <translation>Atributos de los glaciares rocosos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Circular SD (°)</source>
            <translation>DT circular (°)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Circular mean (°)</source>
            <translation>Media circular (°)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Circular mean by area (°)</source>
            <translation>Media circular por área (°)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Direction</source>
            <translation>Dirección</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Downslope velocity by upslope category (cm yr⁻¹), as Table 3 of Hu et al. (2023)</source>
            <translation>Velocidad ladera abajo por categoría ladera arriba (cm yr⁻¹), como la tabla 3 de Hu et al. (2023)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Each landform counts once, whatever its size, in the mean, R and SD; the last row weighs by area. N reaches from 337.5° to 22.5°.</source>
            <translation>Cada geoforma cuenta una vez, sea cual sea su tamaño, en la media, R y la DT; la última fila pondera por área. N abarca de 337.5° a 22.5°.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>From</source>
            <translation>Desde</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Geomorphic parameters by upslope category, as Table 2 of Hu et al. (2023)</source>
            <translation>Parámetros geomorfológicos por categoría ladera arriba, como la tabla 2 de Hu et al. (2023)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Histograms</source>
            <translation>Histogramas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Largest rock glacier (km²)</source>
            <translation>Mayor glaciar rocoso (km²)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Lower quartile</source>
            <translation>Cuartil inferior</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Maximum</source>
            <translation>Máximo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Maximum ± σ</source>
            <translation>Máximo ± σ</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Mean (SD)</source>
            <translation>Media (DT)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Mean altitude (m)</source>
            <translation>Altitud media (m)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Means of the landforms; aspect: circular mean in which each landform counts once, with its resultant length R (1 all the same, 0 balanced; no mean below 0.1).</source>
            <translation>Medias de las geoformas; orientación: media circular en la que cada geoforma cuenta una vez, con su longitud resultante R (1, todas iguales; 0, compensadas; sin media por debajo de 0.1).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Means of the landforms; mean altitude from ELE_MEAN, slope from SLO_MEAN.</source>
            <translation>Medias de las geoformas; altitud media a partir de ELE_MEAN, pendiente a partir de SLO_MEAN.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Median ± σ</source>
            <translation>Mediana ± σ</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Minimum</source>
            <translation>Mínimo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Resultant length R</source>
            <translation>Longitud resultante R</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <location filename="../../rock_glacier_mapper/processing/createinventory.py" />
            <location filename="../../rock_glacier_mapper/processing/inventoryreport.py" />
            <source>Rock glacier units</source>
            <translation>Unidades de glaciares rocosos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Rock glaciers by region ({source})</source>
            <translation>Glaciares rocosos por región ({source})</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>SD</source>
            <translation>DT</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>SD: standard deviation of the sample. Quartiles are interpolated linearly.</source>
            <translation>DT: desviación típica de la muestra. Los cuartiles se interpolan linealmente.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Share (%)</source>
            <translation>Proporción (%)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Slope (°)</source>
            <translation>Pendiente (°)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Systems</source>
            <translation>Sistemas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <source>Systems and units</source>
            <translation>Sistemas y unidades</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>The inventory</source>
            <translation>El inventario</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>To</source>
            <translation>Hasta</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Total area (km²)</source>
            <translation>Área total (km²)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Units of the system</source>
            <translation>Unidades del sistema</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>Upper quartile</source>
            <translation>Cuartil superior</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>What</source>
            <translation>Concepto</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>not given</source>
            <translation>no indicado</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/tables.py" />
            <source>outside the regions</source>
            <translation>fuera de las regiones</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/units.py" />
            <source>AREA is neither in km² nor in m²; the areas of the outlines are used.</source>
            <translation>AREA no está ni en km² ni en m²; se usan las áreas de los contornos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/units.py" />
            <location filename="../../resources/rgik_schema.json" />
            <source>Primary markers</source>
            <translation>Marcadores primarios</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/units.py" />
            <source>Rejected outlines, left out of everything</source>
            <translation>Contornos rechazados, excluidos de todo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/units.py" />
            <source>Restricted outlines</source>
            <translation>Contornos restringidos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/units.py" />
            <source>The area of {count} rock glaciers is not filled in; it was computed from the outline on the WGS 84 ellipsoid.</source>
            <translation>El área de {count} glaciares rocosos no está rellenada; se calculó a partir del contorno sobre el elipsoide WGS 84.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/units.py" />
            <source>The upslope category of {count} rock glaciers is taken from UpslCon.</source>
            <translation>La categoría ladera arriba de {count} glaciares rocosos se toma de UpslCon.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/units.py" />
            <source>field {name}</source>
            <translation>campo {name}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/units.py" />
            <source>{count} outlines have no primary marker.</source>
            <translation>{count} contornos no tienen marcador primario.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/units.py" />
            <source>{count} rock glaciers have no place: they are missing on maps and in cells.</source>
            <translation>{count} glaciares rocosos no tienen ubicación: faltan en los mapas y en las celdas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/units.py" />
            <source>{name} has no rock glaciers to report: no extended outlines, or all were rejected.</source>
            <translation>{name} no tiene glaciares rocosos de los que informar: no hay contornos extendidos, o todos fueron rechazados.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/units.py" />
            <source>{path}: the outlines have no CRS. Set it in the layer properties.</source>
            <translation>{path}: los contornos no tienen SRC. Defínalo en las propiedades de la capa.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <source>Activity, kinematics and reliability</source>
            <translation>Actividad, cinemática y fiabilidad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <source>Aspects in the regions with the most rock glaciers. Arrows: circular means; R: resultant length.</source>
            <translation>Orientaciones en las regiones con más glaciares rocosos. Flechas: medias circulares; R: longitud resultante.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <source>Classes in numbers</source>
            <translation>Clases en cifras</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <source>Classes: no rock glacier has a value of {fields}.</source>
            <translation>Clases: ningún glaciar rocoso tiene un valor de {fields}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <source>Distributions of the attributes (MAAT, MAGT: mean annual air and ground temperature; PISR: potential incoming solar radiation). Dashed line: median. Aspect: number of rock glaciers in eight directions; arrow: circular mean, R: resultant length.</source>
            <translation>Distribuciones de los atributos (MAAT, MAGT: temperatura media anual del aire y del suelo; PISR: radiación solar entrante potencial). Línea discontinua: mediana. Orientación: número de glaciares rocosos en ocho direcciones; flecha: media circular, R: longitud resultante.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <source>Geomorphology and climate</source>
            <translation>Geomorfología y clima</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <location filename="../../rock_glacier_mapper/processing/inventoryreport.py" />
            <source>Grid</source>
            <translation>Cuadrícula</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <source>Inventory {name}</source>
            <translation>Inventario {name}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <source>Map of the grid: only {count} cells of {side} have rock glaciers; choose smaller cells (GRID).</source>
            <translation>Mapa de la cuadrícula: solo {count} celdas de {side} contienen glaciares rocosos; elija celdas más pequeñas (GRID).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <source>Mean downslope velocity of all rock glaciers and by upslope category.</source>
            <translation>Velocidad media ladera abajo de todos los glaciares rocosos y por categoría ladera arriba.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <source>Mean downslope velocity of all rock glaciers and by upslope category: quartiles, median, and each rock glacier as a dot where there are at most 300.</source>
            <translation>Velocidad media ladera abajo de todos los glaciares rocosos y por categoría ladera arriba: cuartiles, mediana y cada glaciar rocoso como un punto cuando son como máximo 300.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <location filename="../../rock_glacier_mapper/processing/validationinputs.py" />
            <source>Regions</source>
            <translation>Regiones</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <source>Regions: no regions were given (REGIONS), and no rock glacier names one (SUBREGION, Country).</source>
            <translation>Regiones: no se indicaron regiones (REGIONS) y ningún glaciar rocoso nombra una (SUBREGION, Country).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <source>Rock glaciers by class.</source>
            <translation>Glaciares rocosos por clase.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <source>Rock glaciers in {count} equal-area cells of {side}: number, and means of the rock glaciers in a cell. Colours end at the 2nd and 98th percentile of the cells.</source>
            <translation>Glaciares rocosos en {count} celdas de igual área de {side}: número, y medias de los glaciares rocosos de una celda. Los colores terminan en los percentiles 2 y 98 de las celdas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <source>Systems: no rock glacier names its system (AssocRGS).</source>
            <translation>Sistemas: ningún glaciar rocoso nombra su sistema (AssocRGS).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <source>Upslope categories</source>
            <translation>Categorías ladera arriba</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <source>Upslope categories: no rock glacier has one (UpslHu, UpslCon).</source>
            <translation>Categorías ladera arriba: ningún glaciar rocoso tiene una (UpslHu, UpslCon).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <source>Velocities: no rock glacier has one (VDS_MEAN).</source>
            <translation>Velocidades: ningún glaciar rocoso tiene una (VDS_MEAN).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <source>Velocity</source>
            <translation>Velocidad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <source>{attribute} by upslope category: no values ({field}).</source>
            <translation>{attribute} por categoría ladera arriba: sin valores ({field}).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <source>{attribute} of all rock glaciers and by upslope category of Hu et al. (2023).</source>
            <translation>{attribute} de todos los glaciares rocosos y por categoría ladera arriba de Hu et al. (2023).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/report/writing.py" />
            <source>{attribute}: no rock glacier has a value ({field}).</source>
            <translation>{attribute}: ningún glaciar rocoso tiene un valor ({field}).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/review/decisions.py" />
            <source>Enter your name first: every decision is logged with who took it.</source>
            <translation>Introduzca antes su nombre: de cada decisión se registra quién la tomó.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/review/decisions.py" />
            <source>The review journal holds no decision. Remove it, or ask who wrote it.</source>
            <translation>El diario de revisión no contiene ninguna decisión. Elimínelo o pregunte a quien lo escribió.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/review/decisions.py" />
            <source>There is no review operation {action}; use {actions}.</source>
            <translation>No existe la operación de revisión {action}; use {actions}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/review/journal.py" />
            <source>The review journal {path} cannot be read ({strerror}). Check who may read it, or move it away.</source>
            <translation>El diario de revisión {path} no se puede leer ({strerror}). Compruebe quién puede leerlo o muévalo a otro lugar.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/review/journal.py" />
            <source>The review journal {path} cannot be written ({strerror}). Without it a crash would lose decisions. Copy the GeoPackage to a folder where you may write.</source>
            <translation>No se puede escribir el diario de revisión {path} ({strerror}). Sin él, un fallo haría perder decisiones. Copie el GeoPackage a una carpeta en la que pueda escribir.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/review/journal.py" />
            <source>The review journal {path} is a link to another place; nothing was written. Remove the link.</source>
            <translation>El diario de revisión {path} es un enlace a otro lugar; no se escribió nada. Elimine el enlace.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/review/log.py" />
            <source>The review log of {path} could not be written ({error}). The decisions are kept in the journal beside it and are logged when it is saved the next time.</source>
            <translation>No se pudo escribir el registro de la revisión de {path} ({error}). Las decisiones se conservan en el diario junto a él y se registrarán la próxima vez que se guarde.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/review/log.py" />
            <source>{path} cannot be opened ({error}).</source>
            <translation>No se puede abrir {path} ({error}).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/review/log.py" />
            <source>{path} cannot be opened. Check the path and the file.</source>
            <translation>No se puede abrir {path}. Compruebe la ruta y el archivo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/review/mappercopies.py" />
            <source>{path} could not be read or written: {error}</source>
            <translation>No se pudo leer o escribir {path}: {error}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/review/mappercopies.py" />
            <source>{path} has no layer {name}. All files must be copies of one.</source>
            <translation>{path} no tiene la capa {name}. Todos los archivos deben ser copias de uno mismo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/review/mappercopies.py" />
            <source>{source} cannot be copied ({error}).</source>
            <translation>No se puede copiar {source} ({error}).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/review/mappercopies.py" />
            <source>{source} is missing. Check the path.</source>
            <translation>Falta {source}. Compruebe la ruta.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/review/merging.py" />
            <source>A file is given twice. Give the common file and each mapper's copy once.</source>
            <translation>Un archivo se indicó dos veces. Indique una sola vez el archivo común y la copia de cada cartógrafo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/review/merging.py" />
            <source>The output is one of the inputs. Choose another name for the output.</source>
            <translation>La salida es una de las entradas. Elija otro nombre para la salida.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/review/merging.py" />
            <source>found by two mappers</source>
            <translation>encontrado por dos cartógrafos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/review/merging.py" />
            <source>it was merged with a disputed candidate</source>
            <translation>se fusionó con un candidato en disputa</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/review/merging.py" />
            <source>the decisions differ</source>
            <translation>las decisiones difieren</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/review/merging.py" />
            <source>the outlines differ</source>
            <translation>los contornos difieren</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/review/merging.py" />
            <source>{path} is missing. Check the path.</source>
            <translation>Falta {path}. Compruebe la ruta.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/review/retrieval.py" />
            <location filename="../../rock_glacier_mapper/gui/review/retrievetool.py" />
            <source>The heatmap does not cover this place. Click inside it.</source>
            <translation>El mapa de probabilidad no cubre este lugar. Haga clic dentro de él.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/review/retrieval.py" />
            <source>The heatmap has no data here. Click elsewhere.</source>
            <translation>El mapa de probabilidad no tiene datos aquí. Haga clic en otro sitio.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/solar/irradiation.py" />
            <source>Choose {variants} as variant, not {variant}.</source>
            <translation>Elija {variants} como variante, no {variant}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/solar/irradiation.py" />
            <source>The {name} must be from {low:g} to {high:g}, not {value:g}.</source>
            <translation>El valor de «{name}» debe estar entre {low:g} y {high:g}, no ser {value:g}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/solar/irradiation.py" />
            <source>albedo</source>
            <translation>albedo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/solar/irradiation.py" />
            <source>day step</source>
            <translation>paso en días</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/solar/irradiation.py" />
            <source>number of directions</source>
            <translation>número de direcciones</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/solar/irradiation.py" />
            <source>search radius</source>
            <translation>radio de búsqueda</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/solar/irradiation.py" />
            <source>time step</source>
            <translation>paso de tiempo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/solar/radiation.py" />
            <source>No polygon lies in the area of the DEM that is to be computed.</source>
            <translation>Ningún polígono está en el área del MDE que se va a calcular.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/solar/radiation.py" />
            <source>No polygon lies on the DEM. Check its extent and CRS.</source>
            <translation>Ningún polígono está sobre el MDE. Compruebe su extensión y su SRC.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/solar/radiation.py" />
            <source>The DEM has no cells with a slope in the area. Check the extent, the polygons and the DEM's nodata.</source>
            <translation>El MDE no tiene celdas con pendiente en el área. Compruebe la extensión, los polígonos y el valor sin datos (nodata) del MDE.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/solar/radiation.py" />
            <source>The DEM's coordinate reference system is not defined at its centre. Warp the DEM to the UTM zone of its place.</source>
            <translation>El sistema de referencia de coordenadas del MDE no está definido en su centro. Reproyecte el MDE a la zona UTM de su lugar.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/stack.py" />
            <source>There is no image data in the extent: it is all nodata.</source>
            <translation>No hay datos de imagen en la extensión: todo carece de datos (nodata).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/checkpoint.py" />
            <source>The checkpoint {path} is damaged. Delete its folder.</source>
            <translation>El punto de control {path} está dañado. Borre su carpeta.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/checkpoint.py" />
            <source>The disk is full or failed; {path} was not written. Free some space; with RESUME the run goes on from its last epoch.</source>
            <translation>El disco está lleno o falló; no se escribió {path}. Libere espacio; con RESUME la ejecución continúa desde su última época.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/checkpoint.py" />
            <source>{path} is damaged or no file of plain tensors, and was not opened. Choose another file, or save the state_dict() alone.</source>
            <translation>{path} está dañado o no es un archivo de simples tensores, y no se abrió. Elija otro archivo o guarde solo el state_dict().</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/export.py" />
            <source>In half precision the model differs by {difference:.2g} in probability; at most {half_tolerance} is accepted. It was not written.</source>
            <translation>En media precisión el modelo difiere en {difference:.2g} de probabilidad; se acepta como máximo {half_tolerance}. No se escribió.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/export.py" />
            <source>The exported model differs from the trained one by {difference:.1e} in probability; at most {tolerance:.0e} is accepted. It was not written.</source>
            <translation>El modelo exportado difiere del entrenado en {difference:.1e} de probabilidad; se acepta como máximo {tolerance:.0e}. No se escribió.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/export.py" />
            <source>The model has the optical channels {offered}, of which it needs at least {needed}; {roles} cannot be fed by Deepness.</source>
            <translation>El modelo tiene los canales ópticos {offered}, de los que necesita al menos {needed}; Deepness no puede suministrar {roles}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/export.py" />
            <source>The tile size for Deepness must be a multiple of {stride} above {margin} and at most 4096, not {size}.</source>
            <translation>El tamaño de tesela para Deepness debe ser un múltiplo de {stride} mayor que {margin} y como máximo 4096, no {size}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/export.py" />
            <source>one</source>
            <translation>uno</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/fitting.py" />
            <source>An interrupted run with other settings or data lies beside the model (different: {other}). Run with the same ones to go on, switch RESUME off to start anew, or choose another model file.</source>
            <translation>Junto al modelo hay una ejecución interrumpida con otros ajustes o datos (difieren: {other}). Ejecute con los mismos para continuar, desactive RESUME para empezar de nuevo o elija otro archivo de modelo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/fitting.py" />
            <source>BATCH_SIZE {batch_size} cannot be shared by {size} processes. Choose a multiple.</source>
            <translation>BATCH_SIZE {batch_size} no se puede repartir entre {size} procesos. Elija un múltiplo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/fitting.py" />
            <source>BATCH_SIZE {batch_size} is too small: this network needs at least 2 crops a step and process, because it normalises the mean of each image over the batch.</source>
            <translation>BATCH_SIZE {batch_size} es demasiado pequeño: esta red necesita al menos 2 recortes por paso y proceso, porque normaliza la media de cada imagen sobre el lote.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/fitting.py" />
            <source>Cancelled before the first epoch ended; no model was written.</source>
            <translation>Cancelado antes de que terminara la primera época; no se escribió ningún modelo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/fitting.py" />
            <source>Going on after epoch {epoch} of an interrupted run</source>
            <translation>Se continúa tras la época {epoch} de una ejecución interrumpida</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/fitting.py" />
            <source>The training diverged: the loss is no number any more. Choose a lower LEARNING_RATE, or look for absurd values in the images.</source>
            <translation>El entrenamiento divergió: la pérdida ya no es un número. Elija un LEARNING_RATE menor o busque valores absurdos en las imágenes.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/fitting.py" />
            <source>The {name} data are rock glacier everywhere: there is nothing to tell it from. Export patches with more surroundings (BUFFER).</source>
            <translation>Los datos de {name} son glaciar rocoso en todas partes: no hay nada de lo que distinguirlo. Exporte parches con más entorno (BUFFER).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/fitting.py" />
            <source>There is no rock glacier in the {name} data. Export patches with rock glaciers on both sides of the split.</source>
            <translation>No hay ningún glaciar rocoso en los datos de {name}. Exporte parches con glaciares rocosos en ambos lados de la división.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/fitting.py" />
            <source>cancelled; the best epoch is kept</source>
            <translation>cancelado; se conserva la mejor época</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/fitting.py" />
            <source>epoch {epoch}: training loss {train_loss:.4f}; held out: loss {loss:.4f}, IoU {iou:.3f}, precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}, average precision {average_precision:.3f} ({seconds:.0f} s)</source>
            <translation>época {epoch}: pérdida de entrenamiento {train_loss:.4f}; reservado: pérdida {loss:.4f}, IoU {iou:.3f}, precisión {precision:.3f}, exhaustividad {recall:.3f}, F1 {f1:.3f}, precisión promedio {average_precision:.3f} ({seconds:.0f} s)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/fitting.py" />
            <source>no better IoU in {count} epochs</source>
            <translation>el IoU no mejoró en {count} épocas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/fitting.py" />
            <source>the last epoch was reached</source>
            <translation>se alcanzó la última época</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/fitting.py" />
            <source>the target IoU of {iou:g} was reached</source>
            <translation>se alcanzó el IoU objetivo de {iou:g}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/metrics.py" />
            <source>Threshold and temperature that a place is scored with were chosen on all other held-out places ({count} in all), so the figures are not measured on the pixels that chose them. The model's own threshold and temperature come from all held-out places together.</source>
            <translation>El umbral y la temperatura con los que se puntúa un lugar se eligieron en todos los demás lugares reservados ({count} en total), de modo que las cifras no se miden en los píxeles que los determinaron. El umbral y la temperatura propios del modelo proceden de todos los lugares reservados en conjunto.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/metrics.py" />
            <source>Threshold and temperature were chosen on the same pixels that the figures are measured on, because {reason}. The figures at the threshold and the calibration error are therefore somewhat too good.</source>
            <translation>El umbral y la temperatura se eligieron en los mismos píxeles en los que se miden las cifras, porque {reason}. Por ello, las cifras en el umbral y el error de calibración son algo demasiado buenos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/metrics.py" />
            <source>rock glaciers lie in one held-out place only</source>
            <translation>los glaciares rocosos están en un solo lugar reservado</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/metrics.py" />
            <source>there is one held-out place only</source>
            <translation>solo hay un lugar reservado</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/architectures.py" />
            <source>'{name}' is not of the form {smp_prefix}&lt;Architecture&gt;/&lt;encoder&gt;, for example {smp_prefix}Unet/resnet34.</source>
            <translation>'{name}' no tiene la forma {smp_prefix}&lt;Architecture&gt;/&lt;encoder&gt;, por ejemplo {smp_prefix}Unet/resnet34.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/architectures.py" />
            <source>The network '{name}' cannot be built: {error}.</source>
            <translation>No se puede construir la red '{name}': {error}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/architectures.py" />
            <source>The network '{name}' needs the Python packages segmentation_models_pytorch and torchvision, which are missing or broken here ({error}). torchvision must be of the same build (CPU or CUDA) as torch: install both from the same source, for example 'python -m pip install torch torchvision segmentation_models_pytorch'. Or choose {architectures}, which need torch only.</source>
            <translation>La red '{name}' necesita los paquetes de Python segmentation_models_pytorch y torchvision, que aquí faltan o no funcionan ({error}). torchvision debe ser de la misma compilación (CPU o CUDA) que torch: instale ambos desde la misma fuente, por ejemplo 'python -m pip install torch torchvision segmentation_models_pytorch'. O elija {architectures}, que solo necesitan torch.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/architectures.py" />
            <source>There is no network '{name}'. Known are {architectures}, and {smp_prefix}&lt;Architecture&gt;/&lt;encoder&gt;, for example {smp_prefix}Unet/resnet34.</source>
            <translation>No existe la red '{name}'. Se conocen {architectures}, y {smp_prefix}&lt;Architecture&gt;/&lt;encoder&gt;, por ejemplo {smp_prefix}Unet/resnet34.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>'{broken}' in {path} has values that are not numbers.</source>
            <translation>'{broken}' en {path} tiene valores que no son números.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>'{name}' is not in the network</source>
            <translation>'{name}' no está en la red</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>, scaled by {scale:.3g}</source>
            <translation>, escalada por {scale:.3g}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>; the mean stands for {channels}</source>
            <translation>; la media representa a {channels}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>; {channels} left out</source>
            <translation>; {channels} sin usar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>Random at the start: {parts} ({count:,} values).</source>
            <translation>Aleatorios al inicio: {parts} ({count:,} valores).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>Reading {path} needs the Python package onnx ({error}). Install it with 'python -m pip install onnx'.</source>
            <translation>Para leer {path} hace falta el paquete de Python onnx ({error}). Instálelo con 'python -m pip install onnx'.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>Reading {path} needs the Python package safetensors ({error}). Install it with 'python -m pip install safetensors'.</source>
            <translation>Para leer {path} hace falta el paquete de Python safetensors ({error}). Instálelo con 'python -m pip install safetensors'.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>Starts from {name}: {count:,} values of the backbone were loaded.</source>
            <translation>Se parte de {name}: se cargaron {count:,} valores de la red troncal.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>Starts from {name}: {count:,} values of the whole network were loaded.</source>
            <translation>Se parte de {name}: se cargaron {count:,} valores de toda la red.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>The description of the model {path} does not fit its weights.</source>
            <translation>La descripción del modelo {path} no concuerda con sus pesos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>The first convolution was adapted from {channels} to {wanted}</source>
            <translation>La primera convolución se adaptó de {channels} a {wanted}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>The model {path} was exported with its batch normalisation folded into the convolutions, as the first starter model was. It can predict, but not be trained further. Start from a model that was trained with this version, or without weights.</source>
            <translation>El modelo {path} se exportó con su normalización por lotes integrada en las convoluciones, como el primer modelo inicial. Puede predecir, pero no seguir entrenándose. Parta de un modelo entrenado con esta versión, o sin pesos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>The scaling of {channels} is not that of {name}.</source>
            <translation>El escalado de {channels} no es el de {name}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>The weights {path} are for {count} channels of unknown order, but the network has {expected}: {wanted}. Choose weights for red, green and blue or for these channels, or an ONNX model of this plugin, which names its channels.</source>
            <translation>Los pesos {path} son para {count} canales de orden desconocido, pero la red tiene {expected}: {wanted}. Elija pesos para rojo, verde y azul o para estos canales, o un modelo ONNX de este complemento, que nombra sus canales.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>The weights {path} are larger than 2 GB and were not opened.</source>
            <translation>Los pesos {path} ocupan más de 2 GB y no se abrieron.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>The weights {path} are of another network: {has}. Choose weights of the architecture that is to be trained, or start without.</source>
            <translation>Los pesos {path} son de otra red: {has}. Elija pesos de la arquitectura que se va a entrenar, o empiece sin ellos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>The weights {path} do not exist. Choose a file.</source>
            <translation>Los pesos {path} no existen. Elija un archivo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>The weights {path} do not fit the network: '{name}' has the shape {shape}, not {expected}. Choose weights of the architecture that is to be trained, or start without.</source>
            <translation>Los pesos {path} no concuerdan con la red: '{name}' tiene la forma {shape}, no {expected}. Elija pesos de la arquitectura que se va a entrenar, o empiece sin ellos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>Weights can be read from .safetensors, .pt, .pth and .onnx files, not from {path}.</source>
            <translation>Los pesos se pueden leer de archivos .safetensors, .pt, .pth y .onnx, no de {path}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>it lacks '{name}'</source>
            <translation>le falta '{name}'</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>{name} does not name its channels; they are taken to be {channels}.</source>
            <translation>{name} no nombra sus canales; se supone que son {channels}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>{path} holds other things than the weights of a network. Save its state_dict() alone.</source>
            <translation>{path} contiene otras cosas además de los pesos de una red. Guarde solo su state_dict().</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>{path} is damaged or no safetensors file. Copy or download it again. ({reason})</source>
            <translation>{path} está dañado o no es un archivo safetensors. Cópielo o descárguelo de nuevo. ({reason})</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/networks/weights.py" />
            <source>{path} is damaged, or no ONNX model with its weights inside. Copy or download it again.</source>
            <translation>{path} está dañado, o no es un modelo ONNX con sus pesos dentro. Cópielo o descárguelo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/parallel.py" />
            <source>DEVICE is 'cuda', but PyTorch finds no GPU here. Install a CUDA build of torch, or choose 'auto' or 'cpu'.</source>
            <translation>DEVICE es 'cuda', pero PyTorch no encuentra ninguna GPU aquí. Instale una compilación de torch con CUDA, o elija 'auto' o 'cpu'.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/patch_scenes.py" />
            <source>The patch folders describe the channel {role} differently. Export them with the same version of the plugin.</source>
            <translation>Las carpetas de parches describen el canal {role} de forma distinta. Expórtelas con la misma versión del complemento.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/patch_scenes.py" />
            <source>The patch {image} holds values that are not numbers. Prepare the stack again and export anew.</source>
            <translation>El parche {image} contiene valores que no son números. Prepare la pila de nuevo y exporte otra vez.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/patch_scenes.py" />
            <source>The patches have none for {side}. Export them with another VALIDATION_SHARE or a smaller BLOCK_SIZE.</source>
            <translation>No hay ningún parche para {side}. Expórtelos con otra VALIDATION_SHARE o un BLOCK_SIZE menor.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/patch_scenes.py" />
            <source>The patches of {folder} have {resolution_m:g} m per pixel, those of {other_folder} {other_resolution_m:g} m. Prepare the stacks at one RESOLUTION.</source>
            <translation>Los parches de {folder} tienen {resolution_m:g} m por píxel, los de {other_folder} {other_resolution_m:g} m. Prepare las pilas con una misma RESOLUTION.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/process.py" />
            <source> (torch alone comes without CUDA from PyTorch's CPU index, see pytorch.org)</source>
            <translation> (torch por sí solo viene sin CUDA desde el índice de CPU de PyTorch, véase pytorch.org)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/process.py" />
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>(none)</source>
            <translation>(ninguno)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/process.py" />
            <source>Cancelled; the training did not stop in time and was ended.</source>
            <translation>Cancelado; el entrenamiento no se detuvo a tiempo y se terminó.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/process.py" />
            <source>Stopping: the best model so far is kept. This takes a moment.</source>
            <translation>Deteniendo: se conserva el mejor modelo hasta ahora. Esto tarda un momento.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/process.py" />
            <source>The training process ended unexpectedly (exit code {code}). Its last words were:
{words}
Run again with RESUME to go on from the last epoch; with too little memory choose a smaller BATCH_SIZE or CROP_SIZE.</source>
            <translation>El proceso de entrenamiento terminó inesperadamente (código de salida {code}). Sus últimos mensajes fueron:
{words}
Ejecute de nuevo con RESUME para continuar desde la última época; si falta memoria, elija un BATCH_SIZE o CROP_SIZE menor.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/process.py" />
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <source>Training</source>
            <translation>Entrenamiento</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>90 % interval over places</source>
            <translation>Intervalo del 90 % entre lugares</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>All places</source>
            <translation>Todos los lugares</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>Average precision</source>
            <translation>Precisión promedio</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>Base rate</source>
            <translation>Tasa base</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>Best</source>
            <translation>Mejores</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>Calibration error</source>
            <translation>Error de calibración</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>Counted are pixels with a known label in {count} held-out place(s): {names}.</source>
            <translation>Se cuentan los píxeles con etiqueta conocida en {count} lugar(es) reservado(s): {names}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>Course of the training</source>
            <translation>Evolución del entrenamiento</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>Curves: all held-out places with the model's own temperature {temperature:.3f} and threshold {threshold:.3f}.</source>
            <translation>Curvas: todos los lugares reservados con la temperatura {temperature:.3f} y el umbral {threshold:.3f} propios del modelo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>Data</source>
            <translation>Datos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>Figures on held-out places</source>
            <translation>Cifras en lugares reservados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>Held-out patches</source>
            <translation>Parches reservados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>How these figures came about</source>
            <translation>Cómo se obtuvieron estas cifras</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>IoU, F1 on held-out places</source>
            <translation>IoU, F1 en lugares reservados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>Left: the image with the true outline in yellow. Right: the probability from black (0) over red to white (1), with the same outline; grey is unknown. The IoU is that at the threshold {threshold:.3f}.</source>
            <translation>Izquierda: la imagen con el contorno verdadero en amarillo. Derecha: la probabilidad, del negro (0) al blanco (1) pasando por el rojo, con el mismo contorno; el gris es desconocido. El IoU es el correspondiente al umbral {threshold:.3f}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>Loss and IoU over the epochs</source>
            <translation>Pérdida e IoU a lo largo de las épocas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>No epoch was finished.</source>
            <translation>No se terminó ninguna época.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>Pixels</source>
            <translation>Píxeles</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>Precision (user's accuracy)</source>
            <translation>Precisión (exactitud de usuario)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>Precision against recall</source>
            <translation>Precisión frente a exhaustividad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>Precision, user's accuracy: share of the mapped area that is rock glacier. Recall, producer's accuracy: share of the rock glacier area that was mapped. IoU: of the rock glacier class alone, mapped and true over mapped or true. Area bias: mapped area / true area − 1. Average precision: area under the precision-recall curve; compare it with the base rate, which a guess would reach. Calibration error: mean distance of the probability from the observed share.</source>
            <translation>Precisión, exactitud de usuario: proporción del área cartografiada que es glaciar rocoso. Exhaustividad, exactitud de productor: proporción del área de glaciares rocosos que se cartografió. IoU: solo de la clase glaciar rocoso, cartografiado y verdadero entre cartografiado o verdadero. Sesgo de área: área cartografiada / área verdadera − 1. Precisión promedio: área bajo la curva de precisión y exhaustividad; compárela con la tasa base, que alcanzaría una conjetura al azar. Error de calibración: distancia media entre la probabilidad y la proporción observada.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>Recall (producer's accuracy)</source>
            <translation>Exhaustividad (exactitud de productor)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>Reliability curve</source>
            <translation>Curva de fiabilidad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>The intervals come from drawing places with replacement 1000 times. They tell how much the figures vary between places like these, not how the model does elsewhere.</source>
            <translation>Los intervalos proceden de extraer lugares con reemplazo 1000 veces. Indican cuánto varían las cifras entre lugares como estos, no cómo se comporta el modelo en otras partes.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>The model has the weights of epoch {epoch}, with IoU {iou} and average precision {average_precision} on the held-out places.</source>
            <translation>El modelo tiene los pesos de la época {epoch}, con IoU {iou} y precisión promedio {average_precision} en los lugares reservados.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>There were no held-out places.</source>
            <translation>No hubo lugares reservados.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>These figures are too good.</source>
            <translation>Estas cifras son demasiado buenas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>Threshold</source>
            <translation>Umbral</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>Training and held-out patches were not set apart by place, so they may show the same ground. Use them to compare runs on the same split at most; to learn how the model does in a place that it never saw, export the patches with SPLIT = block.</source>
            <translation>Los parches de entrenamiento y los reservados no se separaron por lugar, por lo que pueden mostrar el mismo terreno. Úselos a lo sumo para comparar ejecuciones con la misma división; para saber cómo se comporta el modelo en un lugar que nunca vio, exporte los parches con SPLIT = block.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>What was trained</source>
            <translation>Qué se entrenó</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>Which epoch's weights the model has was decided on these same places, so all figures lean a little to the good side. Only places that had no part in the training at all can settle that.</source>
            <translation>De qué época son los pesos del modelo se decidió en estos mismos lugares, así que todas las cifras se inclinan un poco hacia el lado bueno. Solo lugares que no hayan tenido parte alguna en el entrenamiento pueden aclararlo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>With fewer than three held-out places no interval can be given.</source>
            <translation>Con menos de tres lugares reservados no se puede dar ningún intervalo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>Worst</source>
            <translation>Peores</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>after temperature, ECE {error:.3f}</source>
            <translation>después de la temperatura, ECE {error:.3f}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>all places</source>
            <translation>todos los lugares</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>before temperature, ECE {error:.3f}</source>
            <translation>antes de la temperatura, ECE {error:.3f}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>best: {epoch}</source>
            <translation>mejor: {epoch}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>each place</source>
            <translation>cada lugar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>epoch</source>
            <translation>época</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>guess: {rate:.3f}</source>
            <translation>conjetura: {rate:.3f}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>held-out places</source>
            <translation>lugares reservados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>loss</source>
            <translation>pérdida</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>of the others</source>
            <translation>de los demás</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>pixels</source>
            <translation>píxeles</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>probability that was said</source>
            <translation>probabilidad predicha</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>share that is rock glacier</source>
            <translation>proporción que es glaciar rocoso</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>threshold {threshold:.3g}</source>
            <translation>umbral {threshold:.3g}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>training crops</source>
            <translation>recortes de entrenamiento</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>{count} epochs in {duration}.</source>
            <translation>{count} épocas en {duration}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>{low} to {high}</source>
            <translation>{low} a {high}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/report.py" />
            <source>{names} and {count} more</source>
            <translation>{names} y {count} más</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/run.py" />
            <source>MODEL must be an .onnx file, not {name}.</source>
            <translation>MODEL debe ser un archivo .onnx, no {name}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/run.py" />
            <source>No 16-bit model was written. {error}</source>
            <translation>No se escribió ningún modelo de 16 bits. {error}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/run.py" />
            <source>No model for Deepness was written. {error}</source>
            <translation>No se escribió ningún modelo para Deepness. {error}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/run.py" />
            <source>The folder {folder} for the checkpoint cannot be made ({strerror}). Choose another place for the model.</source>
            <translation>No se puede crear la carpeta {folder} para el punto de control ({strerror}). Elija otro lugar para el modelo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/run.py" />
            <source>The patches of {folder} were split at random, and patches of both sides show the same ground. All figures will be better than they are on new places.</source>
            <translation>Los parches de {folder} se dividieron al azar, y parches de ambos lados muestran el mismo terreno. Todas las cifras serán mejores que en lugares nuevos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/run.py" />
            <source>Training ended: {reason}</source>
            <translation>Entrenamiento terminado: {reason}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/run.py" />
            <source>Training ended: {reason}.</source>
            <translation>Entrenamiento terminado: {reason}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/run.py" />
            <source>{count} patches to train with, {held_out} held out on {places} place(s); channels {channels}; device {device}</source>
            <translation>{count} parches para entrenar, {held_out} reservados en {places} lugar(es); canales {channels}; dispositivo {device}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/run.py" />
            <source>{count} patches to train with, {held_out} held out on {places} place(s); channels {channels}; device {device}, {processes} processes</source>
            <translation>{count} parches para entrenar, {held_out} reservados en {places} lugar(es); canales {channels}; dispositivo {device}, {processes} procesos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/run.py" />
            <source>{folder} lacks {lacking}: taken as missing</source>
            <translation>En {folder} falta {lacking}: se trata como ausente</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/run.py" />
            <source>{model}: threshold {threshold:.3f}, temperature {temperature:.3f}; largest difference from PyTorch {difference:.1e}</source>
            <translation>{model}: umbral {threshold:.3f}, temperatura {temperature:.3f}; mayor diferencia con PyTorch {difference:.1e}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/run.py" />
            <source>{path}: 16 bits; differs by at most {difference:.1e} in probability</source>
            <translation>{path}: 16 bits; difiere como máximo en {difference:.1e} de probabilidad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/run.py" />
            <source>{path}: for the plugin Deepness</source>
            <translation>{path}: para el complemento Deepness</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/scenes.py" />
            <source>label raster</source>
            <translation>ráster de etiquetas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/scenes.py" />
            <source>raster of the labelled area</source>
            <translation>ráster del área etiquetada</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/scenes.py" />
            <source>{image} has {count} band(s); red, green, blue are needed.</source>
            <translation>{image} tiene {count} banda(s); se necesitan rojo, verde y azul.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/settings.py" />
            <source>AUGMENTATION knows {known}, not {unknown}</source>
            <translation>AUGMENTATION admite {known}, no {unknown}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/settings.py" />
            <source>BATCH_SIZE must be at least 1</source>
            <translation>BATCH_SIZE debe ser al menos 1</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/settings.py" />
            <source>CROP_SIZE {size} must be a multiple of {stride}</source>
            <translation>CROP_SIZE {size} debe ser un múltiplo de {stride}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/settings.py" />
            <source>DEVICE must be one of {devices}</source>
            <translation>DEVICE debe ser uno de {devices}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/settings.py" />
            <source>EPOCHS must be at least 1</source>
            <translation>EPOCHS debe ser al menos 1</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/settings.py" />
            <source>EPOCH_SAMPLES must be at least 1</source>
            <translation>EPOCH_SAMPLES debe ser al menos 1</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/settings.py" />
            <source>LEARNING_RATE must be above 0</source>
            <translation>LEARNING_RATE debe ser mayor que 0</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/settings.py" />
            <source>OUTPUT_STRIDE must be 8 or 16</source>
            <translation>OUTPUT_STRIDE debe ser 8 o 16</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/settings.py" />
            <source>POSITIVE_SHARE must lie between 0 and 1</source>
            <translation>POSITIVE_SHARE debe estar entre 0 y 1</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/settings.py" />
            <source>TARGET_IOU must lie between 0 and 1</source>
            <translation>TARGET_IOU debe estar entre 0 y 1</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/starter.py" />
            <source>Mapping what was held out</source>
            <translation>Cartografiando lo reservado</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/starter.py" />
            <source>fitted in {minutes:.1f} min</source>
            <translation>ajustada en {minutes:.1f} min</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/starter.py" />
            <source>{groups} scenes to train with</source>
            <translation>{groups} escenas para entrenar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/starter.py" />
            <source>{name}: {ways}</source>
            <translation>{name}: {ways}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/training/validation.py" />
            <source>The network gives values that are not numbers. Choose a lower LEARNING_RATE.</source>
            <translation>La red da valores que no son números. Elija un LEARNING_RATE menor.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/vector.py" />
            <source>The layer {layer} in {name} has no CRS. Assign one first.</source>
            <translation>La capa {layer} de {name} no tiene SRC. Asígnele antes uno.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/vector.py" />
            <source>{name} cannot be opened as a vector layer. Check the path and the file.</source>
            <translation>{name} no se puede abrir como capa vectorial. Compruebe la ruta y el archivo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/vector.py" />
            <source>{name} has no layer {layer}. Check the layer name.</source>
            <translation>{name} no tiene la capa {layer}. Compruebe el nombre de la capa.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/core/vector.py" />
            <source>{path}: write vectors as .gpkg or .geojson.</source>
            <translation>{path}: escriba los vectores como .gpkg o .geojson.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/desktop.py" />
            <source>&amp;Rock Glacier Mapper</source>
            <translation>&amp;Rock Glacier Mapper</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/desktop.py" />
            <location filename="../../rock_glacier_mapper/processing/demoscene.py" />
            <source>Create demo scene</source>
            <translation>Crear escena de demostración</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/desktop.py" />
            <source>Generate a synthetic scene to try the plugin</source>
            <translation>Generar una escena sintética para probar el complemento</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/desktop.py" />
            <source>Heatmap, outlines and RGIK inventory of the active image in the map canvas</source>
            <translation>Mapa de probabilidad, contornos e inventario RGIK de la imagen activa en el lienzo del mapa</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/desktop.py" />
            <source>Installation and settings…</source>
            <translation>Instalación y configuración…</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/desktop.py" />
            <source>Judge the markers of a validation sample, blind; agreement of the reviewers</source>
            <translation>Evaluar a ciegas los marcadores de una muestra de validación; concordancia entre los revisores</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/desktop.py" />
            <source>Let rock glaciers remain, remove, refine or retrieve them, one key press each</source>
            <translation>Conservar, eliminar, refinar o recuperar glaciares rocosos, pulsando una tecla para cada uno</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/desktop.py" />
            <source>Map what the canvas shows</source>
            <translation>Cartografiar lo que muestra el lienzo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/desktop.py" />
            <source>Open the user guide of Rock Glacier Mapper</source>
            <translation>Abrir la guía del usuario de Rock Glacier Mapper</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/desktop.py" />
            <source>Review candidates</source>
            <translation>Revisar candidatos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/desktop.py" />
            <source>Select a satellite image in the layer list first.</source>
            <translation>Seleccione antes una imagen de satélite en la lista de capas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/desktop.py" />
            <source>User guide</source>
            <translation>Guía del usuario</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/desktop.py" />
            <source>Validate a sample</source>
            <translation>Validar una muestra</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/candidatelist.py" />
            <source>All mappers</source>
            <translation>Todos los cartógrafos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/candidatelist.py" />
            <source>No mapper</source>
            <translation>Sin cartógrafo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/candidatelist.py" />
            <source>{shown} in the list, {pending} decisions not saved yet</source>
            <translation>{shown} en la lista, {pending} decisiones aún sin guardar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/changes.py" />
            <source>{key} is missing or was changed since; nothing was done.</source>
            <translation>{key} falta o se modificó entretanto; no se hizo nada.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/changes.py" />
            <source>{layer} refuses the field {name} for the review.</source>
            <translation>{layer} no admite el campo {name} para la revisión.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/dock.py" />
            <source>A review of this layer ended before it was saved. Apply its {count} decisions again? Otherwise they are kept in a file beside the GeoPackage.</source>
            <translation>Una revisión de esta capa terminó antes de guardarse. ¿Aplicar de nuevo sus {count} decisiones? De lo contrario, se conservan en un archivo junto al GeoPackage.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/dock.py" />
            <source>Enter your name first: decisions are logged with it.</source>
            <translation>Introduzca antes su nombre: las decisiones se registran con él.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/dock.py" />
            <source>Finish or cancel the edit first (Enter or Esc).</source>
            <translation>Termine o cancele antes la edición (Intro o Esc).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/dock.py" />
            <source>No candidate of this list is left without a decision.</source>
            <translation>No queda ningún candidato de esta lista sin decisión.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/dock.py" />
            <source>Recover the review</source>
            <translation>Recuperar la revisión</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/dock.py" />
            <source>Rock glacier review</source>
            <translation>Revisión de glaciares rocosos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/dock.py" />
            <source>The decisions are kept in {file}</source>
            <translation>Las decisiones se conservan en {file}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/dock.py" />
            <source>The layer could not be saved: {e}</source>
            <translation>No se pudo guardar la capa: {e}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/dock.py" />
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Undo</source>
            <translation>Deshacer</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/dock.py" />
            <source>{count} decisions saved and logged.</source>
            <translation>{count} decisiones guardadas y registradas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/dock.py" />
            <source>{count} decisions were recovered.</source>
            <translation>Se recuperaron {count} decisiones.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/dock.py" />
            <source>{count} no longer fit and were left out: {keys}</source>
            <translation>{count} ya no son aplicables y se omitieron: {keys}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/features.py" />
            <source>{layer} lies in no GeoPackage, so that decisions could not be logged. Save it as one first (layer menu, Export).</source>
            <translation>{layer} no está en ningún GeoPackage, por lo que las decisiones no se podrían registrar. Guárdela antes como GeoPackage (menú de la capa, Exportar).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/handover.py" />
            <source>Restore the outline</source>
            <translation>Restaurar el contorno</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/listmodel.py" />
            <location filename="../../resources/rgik_schema.json" />
            <source>Candidate</source>
            <translation>Candidato</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/listmodel.py" />
            <location filename="../../resources/rgik_schema.json" />
            <source>Decision</source>
            <translation>Decisión</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/listmodel.py" />
            <source>Decision of the review</source>
            <translation>Decisión de la revisión</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/listmodel.py" />
            <source>From 0, clear and small, to 1, doubtful and large</source>
            <translation>De 0 (claro y pequeño) a 1 (dudoso y grande)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/listmodel.py" />
            <source>Identifier of the unit or candidate</source>
            <translation>Identificador de la unidad o del candidato</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/listmodel.py" />
            <source>Priority</source>
            <translation>Prioridad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/listmodel.py" />
            <source>Score</source>
            <translation>Puntuación</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/listmodel.py" />
            <source>Score of the rules, else mean probability</source>
            <translation>Puntuación de las reglas; si falta, probabilidad media</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/listmodel.py" />
            <source>km²</source>
            <translation>km²</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/menu.py" />
            <location filename="../../rock_glacier_mapper/processing/createinventory.py" />
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>GeoPackage (*.gpkg)</source>
            <translation>GeoPackage (*.gpkg)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/menu.py" />
            <source>Make negative training polygons of what was removed</source>
            <translation>Crear polígonos negativos de entrenamiento con lo que se eliminó</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/menu.py" />
            <location filename="../../resources/rgik_schema.json" />
            <source>Merge</source>
            <translation>Fusionar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/menu.py" />
            <source>Merge the work of several mappers…</source>
            <translation>Fusionar el trabajo de varios cartógrafos…</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/menu.py" />
            <source>Merged GeoPackage</source>
            <translation>GeoPackage fusionado</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/menu.py" />
            <source>Put the decisions on copies of one GeoPackage together</source>
            <translation>Reunir las decisiones tomadas en copias de un mismo GeoPackage</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/menu.py" />
            <source>The GeoPackage that all began with</source>
            <translation>El GeoPackage del que partieron todos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/menu.py" />
            <source>The GeoPackages of the mappers</source>
            <translation>Los GeoPackages de los cartógrafos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/menu.py" />
            <source>They are listed in {file}</source>
            <translation>Se enumeran en {file}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/menu.py" />
            <source>Train in rounds with this layer…</source>
            <translation>Entrenar por rondas con esta capa…</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/menu.py" />
            <source>Train on what remained; what the network wrongly finds becomes negatives</source>
            <translation>Entrenar con lo que se conservó; lo que la red halle por error se convierte en negativos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/menu.py" />
            <source>Use my removals as negatives…</source>
            <translation>Usar lo que he eliminado como negativos…</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/menu.py" />
            <source>{changed} candidates decided, {added} added, {deleted} deleted, {logged} decisions logged. {count} conflicts are left open for a further look.</source>
            <translation>{changed} candidatos decididos, {added} añadidos, {deleted} borrados, {logged} decisiones registradas. {count} conflictos quedan abiertos para examinarlos de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/newunits.py" />
            <source>No identifier is free here; the landform lies on another one.</source>
            <translation>Aquí no queda libre ningún identificador; la geoforma está sobre otra.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/newunits.py" />
            <source>This is no polygon. Draw it again.</source>
            <translation>Esto no es un polígono. Dibújelo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/operations.py" />
            <source>Select on the map the outlines to merge with this one, then merge again.</source>
            <translation>Seleccione en el mapa los contornos que se van a fusionar con este y fusione de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/operations.py" />
            <source>These outlines do not touch. Refine them first.</source>
            <translation>Estos contornos no se tocan. Refínelos antes.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/operations.py" />
            <source>This candidate was deleted.</source>
            <translation>Este candidato se borró.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/operations.py" />
            <source>{action}: {key}</source>
            <translation>{action}: {key}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>%v of %m decided</source>
            <translation>%v de %m decididos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Add a landform that was missed: proposed from the heatmap around the cursor, or drawn.</source>
            <translation>Añadir una geoforma omitida: propuesta a partir del mapa de probabilidad en torno al cursor, o dibujada.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Cancel (Esc)</source>
            <translation>Cancelar (Esc)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Change the outline with the vertex tool or reshape; press the key again when done.</source>
            <translation>Modificar el contorno con la herramienta de vértices o con Remodelar objetos; pulse de nuevo la tecla al terminar.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Do it with another tool</source>
            <translation>Hacerlo con otra herramienta</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Done (Enter)</source>
            <translation>Hecho (Intro)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Draw a line across it with QGIS's split tool.</source>
            <translation>Dibujar una línea que lo cruce con la herramienta de dividir de QGIS.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>It is a rock glacier, and the outline is good.</source>
            <translation>Es un glaciar rocoso y el contorno es bueno.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>It is no rock glacier. Nothing is deleted; exports leave it out.</source>
            <translation>No es un glaciar rocoso. No se borra nada; las exportaciones lo omiten.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Leave everything as it was before</source>
            <translation>Dejar todo como estaba antes</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Merge the outlines selected on the map into this one.</source>
            <translation>Fusionar con este los contornos seleccionados en el mapa.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>More</source>
            <translation>Más</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Only here</source>
            <translation>Solo aquí</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Open</source>
            <translation>Pendientes</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Outlines of an inventory (GO), or candidates</source>
            <translation>Contornos de un inventario (GO), o candidatos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Probability at the outline; also the mouse wheel, + and -</source>
            <translation>Probabilidad en el contorno; también con la rueda del ratón, + y -</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Reason or comment of the next decision (optional)</source>
            <translation>Motivo o comentario de la próxima decisión (opcional)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <location filename="../../rock_glacier_mapper/gui/validation/answers.py" />
            <location filename="../../rock_glacier_mapper/processing/candidates.py" />
            <source>Reviewer</source>
            <translation>Revisor</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Save</source>
            <translation>Guardar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Save the layer, and the decisions to its log</source>
            <translation>Guardar la capa, y las decisiones en su registro</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Show candidates of this mapper</source>
            <translation>Mostrar los candidatos de este cartógrafo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Show candidates with this decision</source>
            <translation>Mostrar los candidatos con esta decisión</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Show the candidates of the area that the map shows when you tick this: your part</source>
            <translation>Mostrar los candidatos del área que el mapa muestra al marcar esta casilla: su parte</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Stored with each decision</source>
            <translation>Se guarda con cada decisión</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Stored with the next decision, then emptied</source>
            <translation>Se guarda con la próxima decisión y después se vacía</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Take back the last decision</source>
            <translation>Retirar la última decisión</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Take what was drawn or changed as the decision</source>
            <translation>Tomar como decisión lo dibujado o modificado</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Train with the decisions, merge the work of several mappers</source>
            <translation>Entrenar con las decisiones, fusionar el trabajo de varios cartógrafos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/panel.py" />
            <source>Your name, for the log</source>
            <translation>Su nombre, para el registro</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/recovery.py" />
            <source>Recovered: {action} {key}</source>
            <translation>Recuperado: {action} {key}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/retrievetool.py" />
            <source>The region is cut off; raise the level.</source>
            <translation>La región queda cortada; suba el nivel.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/session.py" />
            <source>layer for a review</source>
            <translation>capa para una revisión</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/session.py" />
            <source>{layer} cannot be edited.</source>
            <translation>{layer} no se puede editar.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/sideview.py" />
            <source>Raster for the view {title}</source>
            <translation>Ráster para la vista {title}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/sideview.py" />
            <source>Show this raster in the second map</source>
            <translation>Mostrar este ráster en el segundo mapa</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/waiting.py" />
            <source>Change the outline, then press Enter or the key of Refine again.</source>
            <translation>Modifique el contorno y después pulse Intro o, de nuevo, la tecla de Refinar.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/waiting.py" />
            <source>Click a landform first, or cancel with Esc.</source>
            <translation>Haga clic antes en una geoforma, o cancele con Esc.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/waiting.py" />
            <source>Click a landform that was missed.</source>
            <translation>Haga clic en una geoforma omitida.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/waiting.py" />
            <source>Draw a line across the outline; right click ends it. Then press Enter.</source>
            <translation>Dibuje una línea que cruce el contorno; el clic derecho la termina. Después pulse Intro.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/waiting.py" />
            <source>Draw it</source>
            <translation>Dibujarla</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/waiting.py" />
            <source>Draw the landform; right click ends it. Then press Enter.</source>
            <translation>Dibuje la geoforma; el clic derecho la termina. Después pulse Intro.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/waiting.py" />
            <source>Level {level:.2f}, mean probability {mean:.2f}. Change the level with the mouse wheel, then press Enter.</source>
            <translation>Nivel {level:.2f}, probabilidad media {mean:.2f}. Cambie el nivel con la rueda del ratón y después pulse Intro.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/waiting.py" />
            <source>Nothing was changed yet. Esc cancels.</source>
            <translation>Aún no se ha modificado nada. Esc cancela.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/review/waiting.py" />
            <source>Reshape tool</source>
            <translation>Herramienta de remodelar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/installdialog.py" />
            <source>Copy the download command for the other computer</source>
            <translation>Copiar la orden de descarga para el otro equipo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/installdialog.py" />
            <source>Folder of wheels</source>
            <translation>Carpeta de wheels</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/installdialog.py" />
            <source>Install</source>
            <translation>Instalar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/installdialog.py" />
            <location filename="../../rock_glacier_mapper/gui/settings/page.py" />
            <source>Install packages</source>
            <translation>Instalar paquetes</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/installdialog.py" />
            <source>Into: {folder}</source>
            <translation>En: {folder}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/installdialog.py" />
            <source>Networks run on</source>
            <translation>Las redes se ejecutan en</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/installdialog.py" />
            <source>Packages come from</source>
            <translation>Los paquetes provienen de</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/installdialog.py" />
            <source>Packages for</source>
            <translation>Paquetes para</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/installdialog.py" />
            <source>Packages of QGIS are neither changed nor replaced.</source>
            <translation>Los paquetes de QGIS no se cambian ni se sustituyen.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/installdialog.py" />
            <source>There is nothing to install for this choice.</source>
            <translation>No hay nada que instalar para esta elección.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/installdialog.py" />
            <source>a folder of wheels, downloaded on another computer:</source>
            <translation>una carpeta de wheels descargados en otro equipo:</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/installdialog.py" />
            <source>an NVIDIA GPU (downloads some GB; not beside the first)</source>
            <translation>una GPU NVIDIA (descarga algunos GB; no junto a la primera opción)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/installdialog.py" />
            <source>any GPU, through DirectML</source>
            <translation>cualquier GPU, mediante DirectML</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/installdialog.py" />
            <source>mapping (always)</source>
            <translation>cartografiar (siempre)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/installdialog.py" />
            <source>pip will install: {packages}, and what they need.</source>
            <translation>pip instalará: {packages}, y lo que necesiten.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/installdialog.py" />
            <source>the network (the package index that pip is set to)</source>
            <translation>la red (el índice de paquetes configurado en pip)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/installdialog.py" />
            <source>the processor (any computer)</source>
            <translation>el procesador (cualquier equipo)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/installdialog.py" />
            <source>training a network of your own (PyTorch, some GB)</source>
            <translation>entrenar una red propia (PyTorch, algunos GB)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/installdialog.py" />
            <source>workers on a cluster (Dask)</source>
            <translation>procesos de trabajo en un clúster (Dask)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/page.py" />
            <source>Cancel</source>
            <translation>Cancelar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/page.py" />
            <source>Check again</source>
            <translation>Comprobar de nuevo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/page.py" />
            <source>Check the installation</source>
            <translation>Comprobar la instalación</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/page.py" />
            <source>Copy diagnosis</source>
            <translation>Copiar diagnóstico</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/page.py" />
            <source>Delete the packages that this plugin installed in {folder}?</source>
            <translation>¿Eliminar los paquetes que este complemento instaló en {folder}?</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/page.py" />
            <source>Install missing…</source>
            <translation>Instalar lo que falta…</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/page.py" />
            <location filename="../../rock_glacier_mapper/processing/checkinstallation.py" />
            <source>Installed in {place}: {packages}</source>
            <translation>Instalados en {place}: {packages}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/page.py" />
            <source>Private packages lie in {place}</source>
            <translation>Los paquetes privados están en {place}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/page.py" />
            <source>Remove private packages…</source>
            <translation>Eliminar paquetes privados…</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/page.py" />
            <source>Some packages are in use. They are deleted at the next start of QGIS.</source>
            <translation>Algunos paquetes están en uso. Se eliminarán la próxima vez que se inicie QGIS.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/page.py" />
            <location filename="../../rock_glacier_mapper/processing/checkinstallation.py" />
            <source>Start QGIS again, so that it uses the new packages.</source>
            <translation>Reinicie QGIS para que use los paquetes nuevos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/page.py" />
            <source>Text for a report of a fault; without names or passwords</source>
            <translation>Texto para notificar un fallo; sin nombres ni contraseñas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/page.py" />
            <source>The diagnosis is on the clipboard.</source>
            <translation>El diagnóstico está en el portapapeles.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/page.py" />
            <source>The private packages are removed.</source>
            <translation>Los paquetes privados se han eliminado.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/page.py" />
            <source>They were not tried yet.</source>
            <translation>Aún no se han probado.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/work.py" />
            <source>An unexpected error occurred ({error}). The message log has the details; please report them.</source>
            <translation>Se produjo un error inesperado ({error}). El registro de mensajes tiene los detalles; notifíquelos, por favor.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/settings/work.py" />
            <source>Cancelled. Nothing was changed.</source>
            <translation>Cancelado. No se cambió nada.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/trainingwindow.py" />
            <source>Close this window; the training goes on.</source>
            <translation>Cerrar esta ventana; el entrenamiento continúa.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/trainingwindow.py" />
            <source>End the training; the model with the best IoU so far is written.</source>
            <translation>Terminar el entrenamiento; se escribe el modelo con el mejor IoU hasta ahora.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/trainingwindow.py" />
            <source>Ended</source>
            <translation>Terminado</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/trainingwindow.py" />
            <source>Epoch {epoch:.0f}: IoU {iou:.3f}, precision {precision:.3f}, recall {recall:.3f}. Best IoU on the held-out places {best:.3f} in epoch {which:.0f}.</source>
            <translation>Época {epoch:.0f}: IoU {iou:.3f}, precisión {precision:.3f}, exhaustividad {recall:.3f}. Mejor IoU en los lugares reservados: {best:.3f}, en la época {which:.0f}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/trainingwindow.py" />
            <source>Hide</source>
            <translation>Ocultar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/trainingwindow.py" />
            <source>Reading patches; the curves appear after the first epoch.</source>
            <translation>Leyendo los parches; las curvas aparecen después de la primera época.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/trainingwindow.py" />
            <source>Stop and keep the best model</source>
            <translation>Detener y conservar el mejor modelo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/trainingwindow.py" />
            <source>Stopping…</source>
            <translation>Deteniendo…</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/trainingwindow.py" />
            <source>Training {name}</source>
            <translation>Entrenando {name}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/answers.py" />
            <source>Agreement</source>
            <translation>Concordancia</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/answers.py" />
            <source>Cohen's κ</source>
            <translation>κ de Cohen</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/answers.py" />
            <source>Cohen's κ (95 % interval)</source>
            <translation>κ de Cohen (intervalo del 95 %)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/answers.py" />
            <source>Independent validation</source>
            <translation>Validación independiente</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/answers.py" />
            <location filename="../../rock_glacier_mapper/gui/validation/panel.py" />
            <source>Markers</source>
            <translation>Marcadores</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/answers.py" />
            <source>Markers answered by both</source>
            <translation>Marcadores respondidos por ambos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/answers.py" />
            <source>Number of “{a}”</source>
            <translation>Número de «{a}»</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/answers.py" />
            <source>There are no answers here. Draw a validation sample first.</source>
            <translation>Aquí no hay respuestas. Extraiga antes una muestra de validación.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/answers.py" />
            <source>Write the results as .csv or .html.</source>
            <translation>Escriba los resultados como .csv o .html.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/answers.py" />
            <source>undefined: no common markers, or only one answer</source>
            <translation>indefinida: no hay marcadores comunes, o hay una sola respuesta</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/answers.py" />
            <source>{count} answers are still missing.</source>
            <translation>Aún faltan {count} respuestas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/answers.py" />
            <source>{file} cannot be opened ({error}).</source>
            <translation>{file} no se puede abrir ({error}).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/answers.py" />
            <source>{file} cannot be opened. Check the path.</source>
            <translation>{file} no se puede abrir. Compruebe la ruta.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/answers.py" />
            <source>{first} (rows) and {second} (columns)</source>
            <translation>{first} (filas) y {second} (columnas)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/dock.py" />
            <source>All markers are answered. Thank you.</source>
            <translation>Todos los marcadores están respondidos. Gracias.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/dock.py" />
            <source>Answer: {answer}</source>
            <translation>Respuesta: {answer}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/dock.py" />
            <source>Marker {number} of {count}: is it a rock glacier?</source>
            <translation>Marcador {number} de {count}: ¿es un glaciar rocoso?</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/dock.py" />
            <source>Rock glacier validation</source>
            <translation>Validación de glaciares rocosos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/dock.py" />
            <source>Save the layer first, so that its answers count.</source>
            <translation>Guarde antes la capa, para que cuenten sus respuestas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/dock.py" />
            <source>The markers lie in no GeoPackage.</source>
            <translation>Los marcadores no están en ningún GeoPackage.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/dock.py" />
            <source>The project shows the markers of another reviewer as well. Remove that layer, so that you judge independently.</source>
            <translation>El proyecto muestra también los marcadores de otro revisor. Quite esa capa, para que su juicio sea independiente.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/dock.py" />
            <source>Your answer: {answer}</source>
            <translation>Su respuesta: {answer}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/dock.py" />
            <source>layer of markers</source>
            <translation>capa de marcadores</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/dock.py" />
            <source>{count} markers are open. The answers of the others are shown when you have answered all of yours.</source>
            <translation>{count} marcadores están pendientes. Las respuestas de los demás se muestran cuando haya respondido todos los suyos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/dock.py" />
            <source>{layer} holds no validation sample. Draw one with Draw a validation sample.</source>
            <translation>{layer} no contiene ninguna muestra de validación. Extraiga una con Extraer una muestra de validación.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/panel.py" />
            <source>%v of %m answered</source>
            <translation>%v de %m respondidos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/panel.py" />
            <source>Agreement…</source>
            <translation>Concordancia…</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/panel.py" />
            <source>Back  [B]</source>
            <translation>Atrás  [B]</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/panel.py" />
            <source>Comment (optional)</source>
            <translation>Comentario (opcional)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/panel.py" />
            <source>Forward  [F]</source>
            <translation>Adelante  [F]</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/panel.py" />
            <source>Go to the marker after this one</source>
            <translation>Ir al marcador posterior a este</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/panel.py" />
            <source>Go to the marker before this one</source>
            <translation>Ir al marcador anterior a este</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/panel.py" />
            <source>How much of the land the map shows around a marker</source>
            <translation>Cuánto terreno muestra el mapa alrededor de un marcador</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/panel.py" />
            <source>It is a rock glacier.</source>
            <translation>Es un glaciar rocoso.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/panel.py" />
            <source>It is none.</source>
            <translation>No lo es.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/panel.py" />
            <source>Map width</source>
            <translation>Ancho del mapa</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/panel.py" />
            <source>Shares of all answers and agreement, once you have answered all markers</source>
            <translation>Proporciones de todas las respuestas y concordancia, una vez que haya respondido todos los marcadores</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/panel.py" />
            <source>Snow, shadow or clouds hide it.</source>
            <translation>Lo ocultan la nieve, la sombra o las nubes.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/panel.py" />
            <source>Stored with the answer to this marker</source>
            <translation>Se guarda con la respuesta a este marcador</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/panel.py" />
            <source>The images do not decide it.</source>
            <translation>Las imágenes no permiten decidirlo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/panel.py" />
            <source>Your layer of the sample: REVIEWER_1, REVIEWER_2 and so on</source>
            <translation>Su capa de la muestra: REVIEWER_1, REVIEWER_2, etc.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/panel.py" />
            <source>{km:g} km</source>
            <translation>{km:g} km</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/resultsdialog.py" />
            <source>Agreement of the reviewers</source>
            <translation>Concordancia entre los revisores</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/resultsdialog.py" />
            <source>Export</source>
            <translation>Exportar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/resultsdialog.py" />
            <source>Export…</source>
            <translation>Exportar…</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/gui/validation/resultsdialog.py" />
            <source>Web page (*.html);;Table (*.csv)</source>
            <translation>Página web (*.html);;Tabla (*.csv)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>&lt;p&gt;Each new rock glacier unit gets an extended outline in GO, a marker in PM and an identifier that the inventory does not have yet. A unit that touches one of the inventory joins its system (AssocRGS; NUnits and RGSType of RGS are brought up to date); the others get systems of their own in RGS. Systems are never merged.&lt;/p&gt;&lt;p&gt;A candidate is a duplicate when its overlap with an outline of the inventory is at least the given share of the smaller of the two. &lt;i&gt;skip&lt;/i&gt; leaves duplicates out. &lt;i&gt;add&lt;/i&gt; adds them nevertheless. &lt;i&gt;replace_automatic&lt;/i&gt; gives the unit the candidate's outline where a machine drew the present one, there is no restricted one, and no person has edited, assessed or reviewed the unit. The unit keeps its identifier and metadata; its marker moves only when it would lie outside; automatic attributes of the old outline are emptied (run Populate RGIK attributes again). An outline that is there already is never added again: a second run adds nothing.&lt;/p&gt;&lt;p&gt;When a layer is in edit mode, GO, PM and RGS are changed in their edit buffers, stay in edit mode, and each gets one undo step; missing ones are added to the project. Otherwise the changes are saved in one piece, or not at all.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Cada nueva unidad de glaciar rocoso recibe un contorno extendido en GO, un marcador en PM y un identificador que el inventario aún no tiene. Una unidad que toca a otra del inventario se incorpora a su sistema (AssocRGS; NUnits y RGSType de RGS se actualizan); las demás reciben sistemas propios en RGS. Los sistemas nunca se fusionan.&lt;/p&gt;&lt;p&gt;Un candidato es un duplicado cuando su solapamiento con un contorno del inventario alcanza al menos la proporción indicada del menor de los dos. &lt;i&gt;skip&lt;/i&gt; omite los duplicados. &lt;i&gt;add&lt;/i&gt; los añade de todos modos. &lt;i&gt;replace_automatic&lt;/i&gt; da a la unidad el contorno del candidato cuando el actual lo trazó una máquina, no hay ninguno restringido y ninguna persona ha editado, evaluado o revisado la unidad. La unidad mantiene su identificador y sus metadatos; su marcador solo se mueve si quedaría fuera; los atributos automáticos del contorno antiguo se vacían (ejecute de nuevo Rellenar atributos RGIK). Un contorno que ya existe nunca se añade otra vez: una segunda ejecución no añade nada.&lt;/p&gt;&lt;p&gt;Cuando una capa está en modo edición, GO, PM y RGS se modifican en sus búferes de edición, siguen en modo edición y cada una recibe un paso que se puede deshacer; las que faltan se añaden al proyecto. De lo contrario, los cambios se guardan en bloque o no se guardan.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>Add rock glaciers to an inventory layer</source>
            <translation>Añadir glaciares rocosos a una capa de inventario</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>Adds candidate polygons to the outlines of an inventory, in place, with markers, identifiers and systems, and without what the inventory has already.</source>
            <translation>Añade polígonos candidatos a los contornos de un inventario, en la propia capa, con marcadores, identificadores y sistemas, y sin lo que el inventario ya tiene.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>Any CRS; they are transformed to that of the inventory.</source>
            <translation>Cualquier SRC; se transforman al del inventario.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>Candidates left out</source>
            <translation>Candidatos omitidos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>Candidates that overlap an outline of the inventory</source>
            <translation>Candidatos que se solapan con un contorno del inventario</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <location filename="../../rock_glacier_mapper/processing/downslopevelocity.py" />
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Edited layer</source>
            <translation>Capa editada</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>From 0.01 to 1. Candidates that overlap less are added as they are.</source>
            <translation>De 0.01 a 1. Los candidatos con un solapamiento menor se añaden tal cual.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <location filename="../../rock_glacier_mapper/processing/checkinventory.py" />
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <location filename="../../rock_glacier_mapper/processing/createinventory.py" />
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <location filename="../../rock_glacier_mapper/processing/inventoryreport.py" />
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>Inventory</source>
            <translation>Inventario</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>Layer GO of an inventory made with Create RGIK inventory; edited in place, with PM and RGS of the same GeoPackage. As a path: inventory.gpkg|layername=GO.</source>
            <translation>Capa GO de un inventario hecho con Crear inventario RGIK; se edita la propia capa, junto con PM y RGS del mismo GeoPackage. Como ruta: inventory.gpkg|layername=GO.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>Only within</source>
            <translation>Solo dentro de</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <location filename="../../rock_glacier_mapper/processing/movingareas.py" />
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Outlines (GO layer of an inventory)</source>
            <translation>Contornos (capa GO de un inventario)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>Outlines replaced</source>
            <translation>Contornos sustituidos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>Overlap that makes a duplicate (share of the smaller outline)</source>
            <translation>Solapamiento a partir del cual hay un duplicado (proporción del contorno menor)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>Polygons, any CRS: only candidates whose marker would lie inside are added.</source>
            <translation>Polígonos, en cualquier SRC: solo se añaden los candidatos cuyo marcador quedaría dentro.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>There is no layer {code} beside {layer}; it is not filled.</source>
            <translation>No hay ninguna capa {code} junto a {layer}; no se rellena.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>Units added</source>
            <translation>Unidades añadidas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>skip: leave them out. add: add them nevertheless. replace_automatic: give automatic outlines that no person has worked on the candidate's shape, leave the others out.</source>
            <translation>skip: omitirlos. add: añadirlos de todos modos. replace_automatic: dar la forma del candidato a los contornos automáticos en los que no ha trabajado ninguna persona, y omitir los demás.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>{added} rock glacier units were added, {replaced} outlines replaced.</source>
            <translation>Se añadieron {added} unidades de glaciares rocosos y se sustituyeron {replaced} contornos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>{code} layer of an inventory</source>
            <translation>capa {code} de un inventario</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>{count} candidates are in the inventory already.</source>
            <translation>{count} candidatos ya están en el inventario.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>{count} candidates fit a unit less well than another one.</source>
            <translation>{count} candidatos se ajustan a una unidad peor que otro.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>{count} candidates lie outside the area.</source>
            <translation>{count} candidatos quedan fuera del área.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>{count} candidates overlap larger candidates and were left out.</source>
            <translation>{count} candidatos se solapan con candidatos mayores y se omitieron.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>{count} candidates overlap outlines of the inventory and were left out.</source>
            <translation>{count} candidatos se solapan con contornos del inventario y se omitieron.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>{count} candidates overlap outlines that a person drew, edited or assessed, or that have a restricted outline; these were kept.</source>
            <translation>{count} candidatos se solapan con contornos que una persona dibujó, editó o evaluó, o que tienen un contorno restringido; estos se conservaron.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>{count} candidates overlap several units; these were kept.</source>
            <translation>{count} candidatos se solapan con varias unidades; estas se conservaron.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>{layer} is filtered, so that duplicates and identifiers in use could be missed. Remove its filter (layer menu, Filter).</source>
            <translation>{layer} está filtrada, por lo que podrían pasarse por alto duplicados e identificadores en uso. Quite su filtro (menú de la capa, Filtrar).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <location filename="../../rock_glacier_mapper/processing/movingareaedits.py" />
            <source>{layer} is in edit mode. Save or discard its changes first.</source>
            <translation>{layer} está en modo edición. Guarde o descarte antes sus cambios.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/appendtoinventory.py" />
            <source>{unit} touches several systems and joined {system}. Merge them by hand if they are one.</source>
            <translation>{unit} toca varios sistemas y se incorporó a {system}. Fusiónelos a mano si son uno solo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>&lt;p&gt;Areas are those on the ellipsoid, whatever the CRS of the layers. By area, all polygons of a layer are one surface, so that overlaps count once; by landform, each feature is one landform, also when it has several parts. Restricted outlines of an inventory and outlines that the review removed are left out.&lt;/p&gt;&lt;p&gt;Within the area of interest or a region only the land inside counts. A landform counts there when at least half of its area lies inside, a pair where its reference landform does. Name as area of interest where the reference is complete.&lt;/p&gt;&lt;p&gt;Intervals come from a bootstrap over blocks of land, as neighbouring landforms are alike. They tell the spread within this area, not what another mountain range would bring. With fewer than ten blocks they are too narrow.&lt;/p&gt;&lt;p&gt;State with the figures who made the reference, and from what: a reference that began from the mapped polygons flatters them.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Las áreas son las medidas sobre el elipsoide, sea cual sea el SRC de las capas. Por área, todos los polígonos de una capa forman una sola superficie, de modo que los solapamientos cuentan una vez; por geoforma, cada objeto espacial es una geoforma, también cuando tiene varias partes. Se omiten los contornos restringidos de un inventario y los contornos que la revisión eliminó.&lt;/p&gt;&lt;p&gt;Dentro del área de interés o de una región solo cuenta el terreno interior. Una geoforma cuenta allí cuando al menos la mitad de su área queda dentro; un par, cuando lo está su geoforma de referencia. Indique como área de interés aquella en la que la referencia es completa.&lt;/p&gt;&lt;p&gt;Los intervalos proceden de un bootstrap por bloques de terreno, ya que las geoformas vecinas se parecen. Indican la dispersión dentro de esta área, no lo que resultaría en otra cordillera. Con menos de diez bloques son demasiado estrechos.&lt;/p&gt;&lt;p&gt;Al citar las cifras, indique quién hizo la referencia y a partir de qué: una referencia que partió de los polígonos cartografiados los favorece.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>A row of figures is made for each region, besides that of everything.</source>
            <translation>Se genera una fila de cifras para cada región, además de la del conjunto.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>AOI: no landform lies in the area of interest. Check the area and its CRS.</source>
            <translation>AOI: ninguna geoforma está en el área de interés. Compruebe el área y su SRC.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>Accuracy</source>
            <translation>Exactitud</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Area in which the reference is complete</source>
            <translation>Área en la que la referencia es completa</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>Assess accuracy</source>
            <translation>Evaluar la exactitud</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Block size (metres)</source>
            <translation>Tamaño de bloque (metros)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>Bootstrap draws</source>
            <translation>Remuestreos bootstrap</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>By area: precision {precision}, recall {recall}, F1 {f1}, IoU {iou}, bias {area_bias}.</source>
            <translation>Por área: precisión {precision}, exhaustividad {recall}, F1 {f1}, IoU {iou}, sesgo {area_bias}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>By landform: {matches} matches, {missed} missed, {false_finds} false finds; {detected} of {reference} reference landforms are touched.</source>
            <translation>Por geoforma: {matches} coincidencias, {missed} omitidas, {false_finds} hallazgos falsos; {detected} de {reference} geoformas de referencia tienen algún solapamiento.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>Compares mapped rock glaciers with a reference: precision, recall, F1, IoU and overestimation by area, matches, misses and false finds by landform, with confidence intervals and by region.</source>
            <translation>Compara los glaciares rocosos cartografiados con una referencia: precisión, exhaustividad, F1, IoU y sobreestimación por área; coincidencias, omisiones y hallazgos falsos por geoforma, con intervalos de confianza y por región.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>Confidence of the intervals (%)</source>
            <translation>Confianza de los intervalos (%)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>F1 by area</source>
            <translation>F1 por área</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>False finds</source>
            <translation>Hallazgos falsos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>For the bootstrap. The same seed gives the same intervals.</source>
            <translation>Para el bootstrap. La misma semilla da los mismos intervalos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <location filename="../../rock_glacier_mapper/processing/checkinventory.py" />
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <location filename="../../rock_glacier_mapper/processing/inventoryreport.py" />
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>HTML files (*.html)</source>
            <translation>Archivos HTML (*.html)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>How often blocks are drawn for the intervals.</source>
            <translation>Cuántas veces se remuestrean los bloques para los intervalos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>Intersection over union of a mapped polygon and a reference landform, from which they are the same one. With 0.5 matches are unique where no polygons of a layer overlap.</source>
            <translation>Intersección sobre unión de un polígono cartografiado y una geoforma de referencia a partir de la cual son la misma. Con 0.5 las coincidencias son únicas cuando no se solapan polígonos de una misma capa.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>IoU that a match must exceed</source>
            <translation>IoU que debe superar una coincidencia</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>Map of mapped polygons that match (result 'match') or do not ('false find') and of reference landforms without match ('miss'), in the CRS of the mapped ones. mapped_id and reference_id say which belong together, or overlap most; iou is that of the two, covered the share of the polygon that lies on the other layer, excess its mapped area / reference area - 1.</source>
            <translation>Mapa de los polígonos cartografiados que coinciden (resultado 'match') o no ('false find') y de las geoformas de referencia sin coincidencia ('miss'), en el SRC de los cartografiados. mapped_id y reference_id indican cuáles se corresponden, o se solapan más; iou es el de ambos, covered la proporción del polígono que está sobre la otra capa, excess su área cartografiada / área de referencia - 1.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>Mapped rock glaciers</source>
            <translation>Glaciares rocosos cartografiados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>Matches</source>
            <translation>Coincidencias</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>Missed landforms</source>
            <translation>Geoformas omitidas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>Nothing outside counts. Empty: everything counts. Any CRS.</source>
            <translation>Fuera no cuenta nada. Vacío: cuenta todo. Cualquier SRC.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>One file with all figures, their definitions and how they were counted.</source>
            <translation>Un archivo con todas las cifras, sus definiciones y cómo se contaron.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>Only {count} blocks hold landforms, so the intervals are too narrow or missing. Choose smaller blocks, or a larger area.</source>
            <translation>Solo {count} bloques contienen geoformas, por lo que los intervalos son demasiado estrechos o faltan. Elija bloques más pequeños o un área mayor.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>Polygons that count as the truth. Any CRS; invalid geometries are repaired.</source>
            <translation>Polígonos que cuentan como la verdad. Cualquier SRC; las geometrías no válidas se reparan.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>Polygons to assess: candidates, or layer GO of an inventory. Any CRS; invalid geometries are repaired.</source>
            <translation>Polígonos que se evalúan: candidatos, o la capa GO de un inventario. Cualquier SRC; las geometrías no válidas se reparan.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>Precision by area</source>
            <translation>Precisión por área</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>Recall by area</source>
            <translation>Exhaustividad por área</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Reference rock glaciers</source>
            <translation>Glaciares rocosos de referencia</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <location filename="../../rock_glacier_mapper/processing/checkinstallation.py" />
            <location filename="../../rock_glacier_mapper/processing/checkinventory.py" />
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <location filename="../../rock_glacier_mapper/processing/inventoryreport.py" />
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>Report</source>
            <translation>Informe</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <location filename="../../rock_glacier_mapper/processing/demoscene.py" />
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>Seed</source>
            <translation>Semilla</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>Side of the blocks of the bootstrap. It should be as large as a mountain group in which landforms and errors are alike, and leave ten blocks or more.</source>
            <translation>Lado de los bloques del bootstrap. Debería ser tan grande como un grupo de montañas en el que las geoformas y los errores se parecen, y dejar diez bloques o más.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>Table with one row for everything, (all), and one for each region: numbers, areas, and each measure with the ends of its interval. A file name that ends in .csv makes a text table.</source>
            <translation>Tabla con una fila para el conjunto, (all), y una para cada región: números, áreas y cada medida con los extremos de su intervalo. Un nombre de archivo que termina en .csv da una tabla de texto.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>Usually 95.</source>
            <translation>Normalmente 95.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>Validation</source>
            <translation>Validación</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>{name}: there are no landforms; some figures are undefined.</source>
            <translation>{name}: no hay geoformas; algunas cifras quedan indefinidas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/assessaccuracy.py" />
            <source>{name}: {count} polygons overlap another one of the layer; by area they are united.</source>
            <translation>{name}: {count} polígonos se solapan con otro de la capa; por área se unen.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/base.py" />
            <source>An unexpected error stopped the run; this is a fault of Rock Glacier Mapper.</source>
            <translation>Un error inesperado detuvo la ejecución; es un fallo de Rock Glacier Mapper.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/base.py" />
            <source>Outputs that were not complete were not written. Please report it with the text of this log at {issues}</source>
            <translation>Las salidas que no estaban completas no se escribieron. Comuníquelo con el texto de este registro en {issues}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/base.py" />
            <source>Parameters</source>
            <translation>Parámetros</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/base.py" />
            <source>The layer {name} comes from a web or other service ({kind}). Save it as a GeoTIFF first (layer menu, Export).</source>
            <translation>La capa {name} procede de un servicio web o de otro tipo ({kind}). Guárdela antes como GeoTIFF (menú de la capa, Exportar).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/base.py" />
            <source>The layer {name} is not a valid raster. Choose another one.</source>
            <translation>La capa {name} no es un ráster válido. Elija otra.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/base.py" />
            <source>There is not enough memory. Choose a smaller extent or smaller tiles.</source>
            <translation>No hay memoria suficiente. Elija una extensión menor o teselas más pequeñas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/base.py" />
            <source>This algorithm needs Python packages that are not installed: {packages}. Install them under Settings → Options → Rock Glacier Mapper; on a server without a desktop, run rockglacier:checkinstallation with INSTALL=true.</source>
            <translation>Este algoritmo necesita paquetes de Python que no están instalados: {packages}. Instálelos en Configuración → Opciones → Rock Glacier Mapper; en un servidor sin escritorio, ejecute rockglacier:checkinstallation con INSTALL=true.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/base.py" />
            <source>the file {name} is empty. Copy or download it again.</source>
            <translation>el archivo {name} está vacío. Cópielo o descárguelo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/base.py" />
            <source>there is no file or layer {name}. Check the path.</source>
            <translation>no existe el archivo o la capa {name}. Compruebe la ruta.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/base.py" />
            <source>{name} has no work to do.</source>
            <translation>{name} no tiene nada que hacer.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/base.py" />
            <source>{name} is a folder. Choose a file in it.</source>
            <translation>{name} es una carpeta. Elija un archivo que esté en ella.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/base.py" />
            <source>{name} is damaged, cut short or no raster. Check the file, or copy or download it again.</source>
            <translation>{name} está dañado, incompleto o no es un ráster. Compruebe el archivo, o cópielo o descárguelo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/base.py" />
            <source>{name} is damaged, cut short or no such layer. Check the file, or copy or download it again.</source>
            <translation>{name} está dañado, incompleto o no es una capa de ese tipo. Compruebe el archivo, o cópielo o descárguelo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/base.py" />
            <source>{name}: name a file for the output.</source>
            <translation>{name}: indique un archivo para la salida.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/base.py" />
            <source>{name}: {path} has {count} bands; a raster with one band is needed. Is it the right layer?</source>
            <translation>{name}: {path} tiene {count} bandas; se necesita un ráster con una banda. ¿Es la capa correcta?</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/base.py" />
            <source>{name}: {value} cannot be opened as a raster. Check the path.</source>
            <translation>{name}: {value} no se puede abrir como ráster. Compruebe la ruta.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/candidates.py" />
            <source>Additional information</source>
            <translation>Información adicional</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/candidates.py" />
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <source>Candidates</source>
            <translation>Candidatos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/candidates.py" />
            <source>For example 2025-07-31. When empty: today.</source>
            <translation>Por ejemplo, 2025-07-31. Si está vacío: hoy.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/candidates.py" />
            <source>Free text, the same for all landforms.</source>
            <translation>Texto libre, el mismo para todas las geoformas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/candidates.py" />
            <source>Images that were mapped from, with dates.</source>
            <translation>Imágenes con las que se cartografió, con fechas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/candidates.py" />
            <source>Largest gap within a system (m)</source>
            <translation>Mayor separación dentro de un sistema (m)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/candidates.py" />
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>Mapper</source>
            <translation>Cartógrafo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/candidates.py" />
            <source>Mapping date</source>
            <translation>Fecha de la cartografía</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/candidates.py" />
            <source>Polygons of (possible) rock glaciers, for example from Extract rock glaciers from heatmap. {text} Attributes prob_mean, prob_max, prob_p10, uncertainty, score, reason, length_m, width_m, elongation, compactness, glacier_overlap and rg_id are kept where present; system_id says which units belong to one system.</source>
            <translation>Polígonos de (posibles) glaciares rocosos, por ejemplo de Extraer glaciares rocosos del mapa de probabilidad. {text} Los atributos prob_mean, prob_max, prob_p10, uncertainty, score, reason, length_m, width_m, elongation, compactness, glacier_overlap y rg_id se conservan si existen; system_id indica qué unidades pertenecen a un mismo sistema.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/candidates.py" />
            <source>RGIK asks for metadata of every landform. Not given: {names}. Fill them in the inventory before it is published.</source>
            <translation>RGIK pide metadatos de cada geoforma. No indicados: {names}. Rellénelos en el inventario antes de publicarlo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/candidates.py" />
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>Source data</source>
            <translation>Datos de origen</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/candidates.py" />
            <source>The candidates have no coordinate reference system. Assign the right one first (layer properties, Source).</source>
            <translation>Los candidatos no tienen sistema de referencia de coordenadas. Asigne antes el correcto (propiedades de la capa, Fuente).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/candidates.py" />
            <source>Units with a gap of at most so many metres belong to one rock glacier system; about one pixel of the image. Candidates with a system_id are grouped by it.</source>
            <translation>Las unidades separadas como máximo por tantos metros pertenecen a un mismo sistema de glaciares rocosos; aproximadamente un píxel de la imagen. Los candidatos con system_id se agrupan según él.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/candidates.py" />
            <source>Who maps. RGIK asks for source data, date and mapper.</source>
            <translation>Quién cartografía. RGIK pide los datos de origen, la fecha y el cartógrafo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/candidates.py" />
            <source>Who reviews.</source>
            <translation>Quién revisa.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/candidates.py" />
            <source>{count} candidates have no polygon and were left out, features {names}.</source>
            <translation>{count} candidatos no tienen polígono y se omitieron, objetos espaciales {names}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/candidates.py" />
            <source>{count} invalid outlines were repaired, features {names}.</source>
            <translation>Se repararon {count} contornos no válidos, objetos espaciales {names}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinstallation.py" />
            <source>&lt;p&gt;Every package is loaded in a process of its own, and a tiny network is run, so that what is said is what really works. The log and the page say where each package lies, what is wrong with it and what to do about it.&lt;/p&gt;&lt;p&gt;With INSTALL, missing packages are downloaded into a folder of the plugin's own in the profile; packages of QGIS are never replaced. In the desktop, Settings → Options → Rock Glacier Mapper does the same.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Cada paquete se carga en un proceso propio y se ejecuta una red diminuta, de modo que lo que se indica es lo que realmente funciona. El registro y la página indican dónde está cada paquete, qué le ocurre y qué hacer.&lt;/p&gt;&lt;p&gt;Con INSTALL, los paquetes que faltan se descargan en una carpeta propia del complemento dentro del perfil; los paquetes de QGIS nunca se sustituyen. En el escritorio, Configuración → Opciones → Rock Glacier Mapper hace lo mismo.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinstallation.py" />
            <source>All that mapping needs works</source>
            <translation>Funciona todo lo que necesita la cartografía</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinstallation.py" />
            <source>Check installation</source>
            <translation>Comprobar la instalación</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinstallation.py" />
            <source>Diagnosis as text</source>
            <translation>Diagnóstico como texto</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinstallation.py" />
            <source>Folder of private packages</source>
            <translation>Carpeta de los paquetes privados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinstallation.py" />
            <source>Folder of wheels that were downloaded on another computer; the log shows the command for that.</source>
            <translation>Carpeta de paquetes wheel descargados en otro equipo; el registro muestra la orden para ello.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinstallation.py" />
            <source>Help</source>
            <translation>Ayuda</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinstallation.py" />
            <source>Install ONNX Runtime for</source>
            <translation>Instalar ONNX Runtime para</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinstallation.py" />
            <source>Install from this folder, without network</source>
            <translation>Instalar desde esta carpeta, sin red</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinstallation.py" />
            <source>Install missing packages</source>
            <translation>Instalar los paquetes que faltan</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinstallation.py" />
            <source>Install packages for</source>
            <translation>Instalar paquetes para</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinstallation.py" />
            <source>Instead of that in the profile, for example for all users of a server. Set the variable ROCK_GLACIER_MAPPER_PACKAGES to it, so that QGIS finds it.</source>
            <translation>En lugar de la del perfil, por ejemplo para todos los usuarios de un servidor. Asigne la carpeta a la variable ROCK_GLACIER_MAPPER_PACKAGES, para que QGIS la encuentre.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinstallation.py" />
            <source>Off: nothing is downloaded or changed.</source>
            <translation>Desactivado: no se descarga ni se modifica nada.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinstallation.py" />
            <source>Says which Python packages the other algorithms find, whether they work, and whether networks run on a GPU.</source>
            <translation>Indica qué paquetes de Python encuentran los demás algoritmos, si funcionan y si las redes se ejecutan en una GPU.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinstallation.py" />
            <source>The diagnosis as a page.</source>
            <translation>El diagnóstico como página.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinstallation.py" />
            <source>There is nothing to install.</source>
            <translation>No hay nada que instalar.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinstallation.py" />
            <source>To download what is missing on another computer: {command}</source>
            <translation>Para descargar en otro equipo lo que falta: {command}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinstallation.py" />
            <source>What networks run on</source>
            <translation>Dónde se ejecutan las redes</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinstallation.py" />
            <source>cpu: any computer; cuda: NVIDIA GPUs (some GB); directml: GPUs under Windows.</source>
            <translation>cpu: cualquier equipo; cuda: GPU de NVIDIA (varios GB); directml: GPU en Windows.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinstallation.py" />
            <source>mapping, training a network, workers on clusters.</source>
            <translation>cartografía, entrenamiento de una red, procesos de trabajo en clústeres.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinventory.py" />
            <source>&lt;p&gt;Errors contradict the rules of RGIK or make the layers not fit together: identifiers that are missing, malformed or used twice; outlines without marker, rock glaciers without extended outline; invalid, missing or duplicate geometries; restricted outlines that reach out of the extended one; values that are not in their list; empty metadata. Warnings are probably wrong: overlaps of units, markers far from the place that their identifier names, an activity class that contradicts the kinematic attribute, numbers of units, outdated areas. Notes are worth knowing: outlines outside the area of interest, automatic outlines that nobody reviewed, missing optional fields.&lt;/p&gt;&lt;p&gt;An inventory in the RoGI layout is understood too, with names as published (UpslCon) or as in the RGIK templates (Upsl.Con.).&lt;/p&gt;&lt;p&gt;What is checked is the file as it was saved. Layers that are open with unsaved edits are named in a warning.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Los errores contradicen las reglas de RGIK o hacen que las capas no encajen entre sí: identificadores que faltan, están mal formados o se usan dos veces; contornos sin marcador, glaciares rocosos sin contorno extendido; geometrías no válidas, ausentes o duplicadas; contornos restringidos que sobresalen del extendido; valores que no están en su lista; metadatos vacíos. Las advertencias son probablemente incorrecciones: solapamientos de unidades, marcadores lejos del lugar que indica su identificador, una clase de actividad que contradice el atributo cinemático, números de unidades, áreas desactualizadas. Las notas conviene saberlas: contornos fuera del área de interés, contornos automáticos que nadie revisó, campos opcionales que faltan.&lt;/p&gt;&lt;p&gt;También se entiende un inventario con la estructura RoGI, con los nombres tal como se publicaron (UpslCon) o como en las plantillas de RGIK (Upsl.Con.).&lt;/p&gt;&lt;p&gt;Lo que se comprueba es el archivo tal como se guardó. Las capas abiertas con ediciones sin guardar se indican en una advertencia.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinventory.py" />
            <source>Check inventory</source>
            <translation>Comprobar inventario</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinventory.py" />
            <source>Checks identifiers, outlines, systems, values and metadata of a rock glacier inventory and says what to correct. Nothing is changed.</source>
            <translation>Comprueba los identificadores, contornos, sistemas, valores y metadatos de un inventario de glaciares rocosos e indica qué corregir. No se modifica nada.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinventory.py" />
            <source>Extended outlines with a smaller area on the ellipsoid bring a warning.</source>
            <translation>Los contornos extendidos con un área menor sobre el elipsoide dan una advertencia.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinventory.py" />
            <source>Findings</source>
            <translation>Hallazgos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinventory.py" />
            <source>GeoPackage of an inventory, or any of its layers, such as inventory.gpkg|layername=GO; the whole file is read, never changed.</source>
            <translation>GeoPackage de un inventario, o cualquiera de sus capas, como inventory.gpkg|layername=GO; se lee el archivo entero y nunca se modifica.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinventory.py" />
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>Number of errors</source>
            <translation>Número de errores</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinventory.py" />
            <source>Number of notes</source>
            <translation>Número de notas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinventory.py" />
            <source>Number of warnings</source>
            <translation>Número de advertencias</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinventory.py" />
            <source>One file with the number of findings of each check and a list of them.</source>
            <translation>Un archivo con el número de hallazgos de cada comprobación y una lista de ellos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinventory.py" />
            <source>Points where the findings are, with the same fields: for an invalid geometry the place where it crosses itself, for an overlap a point in it, else a point in the outline, or the marker. Findings without a place are only in the table.</source>
            <translation>Puntos donde están los hallazgos, con los mismos campos: para una geometría no válida, el lugar donde se cruza a sí misma; para un solapamiento, un punto dentro de él; en los demás casos, un punto dentro del contorno, o el marcador. Los hallazgos sin lugar solo están en la tabla.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinventory.py" />
            <source>Problem places</source>
            <translation>Lugares con problemas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinventory.py" />
            <source>Smallest rock glacier (km²)</source>
            <translation>Glaciar rocoso más pequeño (km²)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinventory.py" />
            <source>Table with one row a finding: severity, check, layer, feature, PrimaryID, field, and what to do. A file name that ends in .csv makes a text table.</source>
            <translation>Tabla con una fila por hallazgo: gravedad, comprobación, capa, objeto espacial, PrimaryID, campo y qué hacer. Un nombre de archivo que termina en .csv da una tabla de texto.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinventory.py" />
            <source>file</source>
            <translation>archivo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinventory.py" />
            <source>{name} is not in a GeoPackage. Choose the GeoPackage of an inventory, or one of its layers.</source>
            <translation>{name} no está en un GeoPackage. Elija el GeoPackage de un inventario, o una de sus capas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/checkinventory.py" />
            <source>… and {count} more.</source>
            <translation>… y {count} más.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <source>&lt;p&gt;A network learns fastest from its own mistakes: Hu et al. (2023) and TPRoGI added the wrong finds of each round to the negatives of the next. &lt;i&gt;Export training patches&lt;/i&gt; takes the output as NEGATIVES.&lt;/p&gt;&lt;p&gt;A candidate that a person removed is a wrong find. Of those without a decision, each that misses the reference is one; those that lie partly on it are left out, for they are neither right nor wrong. A review decision always wins over the reference: what a person left in, or was uncertain about, never becomes a negative.&lt;/p&gt;&lt;p&gt;Use a reference only where it is complete, and name that area in AOI: a true rock glacier that it lacks would teach the network to overlook its like.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Una red aprende más deprisa de sus propios errores: Hu et al. (2023) y TPRoGI añadieron los hallazgos falsos de cada ronda a los negativos de la siguiente. &lt;i&gt;Exportar parches de entrenamiento&lt;/i&gt; admite la salida como NEGATIVES.&lt;/p&gt;&lt;p&gt;Un candidato que eliminó una persona es un hallazgo falso. De los que no tienen decisión, lo es cada uno que no toca la referencia; los que están en parte sobre ella se omiten, pues no son ni correctos ni falsos. Una decisión de la revisión siempre prevalece sobre la referencia: lo que una persona conservó, o de lo que dudó, nunca se convierte en negativo.&lt;/p&gt;&lt;p&gt;Use una referencia solo donde sea completa e indique esa área en AOI: un glaciar rocoso verdadero que le falte enseñaría a la red a pasar por alto los que se le parecen.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <source>Candidates that are not wholly inside are not judged by the reference. Empty: it is complete everywhere. Any CRS.</source>
            <translation>Los candidatos que no están enteramente dentro no se juzgan por la referencia. Vacío: es completa en todas partes. Cualquier SRC.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <source>Decisions are read from the field {name}</source>
            <translation>Las decisiones se leen del campo {name}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <source>Field of the candidates with a person's decision. Empty: ReviewStat or status, where there is one. No value, 'unreviewed', and the 'candidate' and 'rejected' that the extraction writes count as no decision.</source>
            <translation>Campo de los candidatos con la decisión de una persona. Vacío: ReviewStat o status, si existe. La ausencia de valor, 'unreviewed', y los valores 'candidate' y 'rejected' que escribe la extracción cuentan como falta de decisión.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <source>Makes negative training polygons of the candidates that a reviewer removed, or that miss a reference inventory.</source>
            <translation>Crea polígonos negativos de entrenamiento a partir de los candidatos que eliminó un revisor o que no están en un inventario de referencia.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <location filename="../../resources/models/scene_to_candidates.model3" />
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>Minimum area (km²)</source>
            <translation>Área mínima (km²)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>Negatives</source>
            <translation>Negativos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <source>Negatives by reference</source>
            <translation>Negativos por referencia</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <source>Negatives by review</source>
            <translation>Negativos por revisión</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <source>Negatives of earlier rounds</source>
            <translation>Negativos de rondas anteriores</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <source>Overlap with the reference below which a find is wrong (0 to 1)</source>
            <translation>Solapamiento con la referencia por debajo del cual un hallazgo es falso (0 a 1)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>Polygons in the CRS of the candidates with source_id (PrimaryID, rg_id or number of the candidate), source (review, reference or earlier), round (counted from 1), prob_mean (mean probability, where known) and area_km2 (on the ellipsoid).</source>
            <translation>Polígonos en el SRC de los candidatos con source_id (PrimaryID, rg_id o número del candidato), source (review, reference o earlier), round (contada desde 1), prob_mean (probabilidad media, si se conoce) y area_km2 (sobre el elipsoide).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <source>Polygons of all rock glaciers of the area, any CRS. Empty: the review field decides alone.</source>
            <translation>Polígonos de todos los glaciares rocosos del área, en cualquier SRC. Vacío: decide solo el campo de revisión.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <source>Polygons that a network found: the output of Extract rock glaciers from heatmap, or the layer GO of an inventory that was reviewed.</source>
            <translation>Polígonos que halló una red: la salida de Extraer glaciares rocosos del mapa de probabilidad, o la capa GO de un inventario revisado.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <source>REVIEW_FIELD: the candidates have no field '{name}'. Their fields are {names}.</source>
            <translation>REVIEW_FIELD: los candidatos no tienen el campo '{name}'. Sus campos son {names}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <source>Review field</source>
            <translation>Campo de revisión</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <source>Share of the candidate's area. A little overlap of a neighbour that was mapped generously does not make a find right.</source>
            <translation>Proporción del área del candidato. Un pequeño solapamiento con un vecino cartografiado con holgura no hace correcto un hallazgo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <source>Smaller wrong finds are left out.</source>
            <translation>Los hallazgos falsos más pequeños se omiten.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <source>There are no negatives: no candidate is a wrong find.</source>
            <translation>No hay negativos: ningún candidato es un hallazgo falso.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <source>They are kept; a wrong find of which more than half is already among them, or the other way round, is merged with it. Any CRS.</source>
            <translation>Se conservan; un hallazgo falso del que más de la mitad ya está entre ellos, o a la inversa, se fusiona con ellos. Cualquier SRC.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <source>Turn wrong finds into negatives</source>
            <translation>Convertir hallazgos falsos en negativos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <source>Values of removed candidates</source>
            <translation>Valores de los candidatos eliminados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <source>Values of the review field that mean 'no rock glacier', separated by commas, in upper or lower case. RGIK inventories of this plugin write 'remove' in ReviewStat and 'no' in validation fields.</source>
            <translation>Valores del campo de revisión que significan «no es un glaciar rocoso», separados por comas, en mayúsculas o minúsculas. Los inventarios RGIK de este complemento escriben 'remove' en ReviewStat y 'no' en los campos de validación.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <source>{name}: {count} features have no polygon and were left out.</source>
            <translation>{name}: {count} objetos espaciales no tienen polígono y se omitieron.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/collectnegatives.py" />
            <source>{review} negatives by review, {reference} by reference and {earlier} of earlier rounds; {merged} duplicates were merged, {small} wrong finds were too small, {no_wrong_find} candidates are no wrong finds</source>
            <translation>{review} negativos por revisión, {reference} por referencia y {earlier} de rondas anteriores; se fusionaron {merged} duplicados, {small} hallazgos falsos eran demasiado pequeños, {no_wrong_find} candidatos no son hallazgos falsos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <source>&lt;p&gt;The table begins like Table 5 of Sun et al. (2024, TPRoGI): place, other inventory, number in it, number in this one. Found is a landform that shares any area with one of the other inventory; new is one that does not; the same are pairs, one to one, whose IoU exceeds the limit. Where a landform was mapped as one polygon here and as several units there, numbers differ although both found it.&lt;/p&gt;&lt;p&gt;A layer of points is an inventory of primary markers. A marker finds a landform when it lies in its polygon or within the distance.&lt;/p&gt;&lt;p&gt;Areas are those on the ellipsoid; overlapping polygons of a layer count once by area. Polygons count in a region when at least half of their area lies in it, markers when they lie in it. Restricted outlines and outlines that a review removed are left out.&lt;/p&gt;</source>
            <translation>&lt;p&gt;La tabla empieza como la tabla 5 de Sun et al. (2024, TPRoGI): lugar, otro inventario, número en él, número en este. Hallada es una geoforma que comparte alguna superficie con una del otro inventario; nueva, la que no lo hace; las mismas son los pares, uno a uno, cuyo IoU supera el límite. Cuando una geoforma se cartografió aquí como un polígono y allí como varias unidades, los números difieren aunque ambos la hallaron.&lt;/p&gt;&lt;p&gt;Una capa de puntos es un inventario de marcadores primarios. Un marcador halla una geoforma cuando está dentro de su polígono o a la distancia indicada.&lt;/p&gt;&lt;p&gt;Las áreas son las medidas sobre el elipsoide; los polígonos de una capa que se solapan cuentan una sola vez por área. Los polígonos cuentan en una región cuando al menos la mitad de su área está en ella; los marcadores, cuando están en ella. Se omiten los contornos restringidos y los contornos que eliminó una revisión.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <source>A row is made for each region in which the other inventory has landforms. Empty: each other inventory is compared within the convex hull of its landforms.</source>
            <translation>Se genera una fila para cada región en la que el otro inventario tiene geoformas. Vacío: cada uno de los otros inventarios se compara dentro de la envolvente convexa de sus geoformas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <source>By how much the convex hull of the other inventory is widened, without regions.</source>
            <translation>Cuánto se amplía la envolvente convexa del otro inventario, si no hay regiones.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <source>Compare inventories</source>
            <translation>Comparar inventarios</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <source>Compares an inventory with others of the same places: numbers, areas, how many landforms of each are in the other, and how many are new.</source>
            <translation>Compara un inventario con otros de los mismos lugares: números, áreas, cuántas geoformas de cada uno están en el otro y cuántas son nuevas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <source>Comparison</source>
            <translation>Comparación</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <source>Distance of markers (metres)</source>
            <translation>Distancia de los marcadores (metros)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <source>Found: shares any area with a polygon of the other inventory, or is a marker within {distance:g} m. Same landform: pairs, one to one, with an IoU above {iou:g}. New: not found in the other inventory. Without regions, places are convex hulls of the other inventory with a margin of {margin:g} m. Areas are those on the ellipsoid; overlapping polygons of one inventory count once by area.</source>
            <translation>Hallada: comparte alguna superficie con un polígono del otro inventario, o es un marcador a no más de {distance:g} m. Misma geoforma: pares, uno a uno, con un IoU superior a {iou:g}. Nueva: no hallada en el otro inventario. Sin regiones, los lugares son las envolventes convexas del otro inventario con un margen de {margin:g} m. Las áreas son las medidas sobre el elipsoide; los polígonos de un inventario que se solapan cuentan una sola vez por área.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <source>How far a marker may be from a polygon, or another marker, of the same landform. It does not matter between polygons.</source>
            <translation>A qué distancia puede estar un marcador de un polígono, o de otro marcador, de la misma geoforma. No influye entre polígonos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <source>Intersection over union of two polygons from which they count as the same landform.</source>
            <translation>Intersección sobre unión de dos polígonos a partir de la cual cuentan como la misma geoforma.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <source>IoU that the same landform must exceed</source>
            <translation>IoU que debe superar una misma geoforma</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <source>Layers of polygons or of markers, each another inventory that is named as the layer. Any CRS.</source>
            <translation>Capas de polígonos o de marcadores; cada una es otro inventario, que recibe el nombre de la capa. Cualquier SRC.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <source>Margin of the convex hull (metres)</source>
            <translation>Margen de la envolvente convexa (metros)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <source>No other inventory has a landform in the regions; the table is empty.</source>
            <translation>Ningún otro inventario tiene una geoforma en las regiones; la tabla está vacía.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <source>Number of comparisons</source>
            <translation>Número de comparaciones</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <source>OTHERS: choose at least one other inventory.</source>
            <translation>OTHERS: elija al menos otro inventario.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <source>Other inventories</source>
            <translation>Otros inventarios</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <source>Polygons such as layer GO of an inventory, or markers. Any CRS.</source>
            <translation>Polígonos, como la capa GO de un inventario, o marcadores. Cualquier SRC.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <source>Table with one row for each other inventory and region: n_other and n_this are numbers of landforms; other_found, how many of the other's are in this one, other_missing the rest; this_found, how many of this one's are in the other, this_new the rest; n_same, pairs above the IoU; areas in km² and iou by area, empty with markers. A file name that ends in .csv makes a text table.</source>
            <translation>Tabla con una fila para cada uno de los otros inventarios y cada región: n_other y n_this son números de geoformas; other_found, cuántas del otro están en este, other_missing el resto; this_found, cuántas de este están en el otro, this_new el resto; n_same, pares por encima del IoU; áreas en km² e iou por área, vacíos con marcadores. Un nombre de archivo que termina en .csv da una tabla de texto.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <source>The table as a page.</source>
            <translation>La tabla como página.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <source>{location}: {other} has {n_other} landforms, of which {other_found} are found here; this inventory has {n_this}, of which {this_new} are new.</source>
            <translation>{location}: {other} tiene {n_other} geoformas, de las que {other_found} se hallan aquí; este inventario tiene {n_this}, de las que {this_new} son nuevas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/compareinventories.py" />
            <source>{name} has no landforms.</source>
            <translation>{name} no tiene geoformas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/createinventory.py" />
            <source>&lt;p&gt;Layers: AOI (area of interest), PM (primary markers), MA (moving areas, empty), GO (geomorphological outlines), RGS (rock glacier systems) and REVIEW_LOG. Each candidate becomes one rock glacier unit with a marker inside it, an extended outline and an identifier made of the marker's WGS 84 coordinates. Its landform is 'uncertain' until a person decides.&lt;/p&gt;&lt;p&gt;The GeoPackage also holds two views, which follow every edit: UNITS (outlines with the attributes of their markers) and TPRoGI (names and units of that inventory). Layers have several stored styles, for example the upslope categories of Hu et al. (2023): layer properties, Style, Load Style, From Database.&lt;/p&gt;&lt;p&gt;In QGIS the layers RGS, GO and PM are added to the project together with the relations between them, so that a form shows what belongs to it. Relations live in the project: save it to keep them.&lt;/p&gt;&lt;p&gt;Value lists marked as recalled in resources/rgik_schema.json are to be checked against the RGIK guidelines.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Capas: AOI (área de interés), PM (marcadores primarios), MA (áreas en movimiento, vacía), GO (contornos geomorfológicos), RGS (sistemas de glaciares rocosos) y REVIEW_LOG. Cada candidato se convierte en una unidad de glaciar rocoso con un marcador en su interior, un contorno extendido y un identificador formado con las coordenadas WGS 84 del marcador. Su geoforma es «incierta» hasta que decide una persona.&lt;/p&gt;&lt;p&gt;El GeoPackage contiene además dos vistas, que siguen cada edición: UNITS (contornos con los atributos de sus marcadores) y TPRoGI (nombres y unidades de ese inventario). Las capas tienen varios estilos almacenados, por ejemplo las categorías ladera arriba de Hu et al. (2023): propiedades de la capa, Estilo, Cargar estilo, Desde base de datos.&lt;/p&gt;&lt;p&gt;En QGIS, las capas RGS, GO y PM se añaden al proyecto junto con las relaciones entre ellas, de modo que un formulario muestra lo que le pertenece. Las relaciones están en el proyecto: guárdelo para conservarlas.&lt;/p&gt;&lt;p&gt;Las listas de valores marcadas como citadas de memoria (recalled) en resources/rgik_schema.json deben contrastarse con las directrices del RGIK.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/createinventory.py" />
            <source>Create RGIK inventory</source>
            <translation>Crear inventario RGIK</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/createinventory.py" />
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>GeoPackage to make. It appears when it is complete. An inventory with review decisions is never replaced.</source>
            <translation>GeoPackage que se crea. Aparece cuando está completo. Un inventario con decisiones de revisión nunca se sustituye.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/createinventory.py" />
            <location filename="../../resources/rgik_schema.json" />
            <source>Geomorphological outlines</source>
            <translation>Contornos geomorfológicos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/createinventory.py" />
            <source>Makes a rock glacier inventory after the guidelines of the IPA action group RGIK from candidate polygons: one GeoPackage with forms and styles stored inside.</source>
            <translation>Crea, a partir de polígonos candidatos, un inventario de glaciares rocosos según las directrices del grupo de acción RGIK de la IPA: un GeoPackage con formularios y estilos almacenados en él.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/createinventory.py" />
            <source>Polygons of the exhaustively searched area, any CRS. When empty: the envelope of the candidates.</source>
            <translation>Polígonos del área explorada de forma exhaustiva, en cualquier SRC. Si está vacío: la envolvente de los candidatos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/createinventory.py" />
            <source>The area of interest has no polygons; the envelope of the candidates is used.</source>
            <translation>El área de interés no tiene polígonos; se usa la envolvente de los candidatos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/createinventory.py" />
            <source>The inventory must be a GeoPackage: name a file that ends in .gpkg, not {name}.</source>
            <translation>El inventario debe ser un GeoPackage: indique un archivo que termine en .gpkg, no {name}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/createinventory.py" />
            <source>Their CRS, projected or geographic, becomes that of the inventory. A layer without features makes an empty template.</source>
            <translation>Su SRC, proyectado o geográfico, será el del inventario. Una capa sin objetos espaciales da una plantilla vacía.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/createinventory.py" />
            <source>There are no candidates; the inventory is made empty.</source>
            <translation>No hay candidatos; el inventario se crea vacío.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/createinventory.py" />
            <source>{path} is an inventory with {count} review decisions and is not replaced. Choose another name, or delete the file if you really want to start over.</source>
            <translation>{path} es un inventario con {count} decisiones de revisión y no se sustituye. Elija otro nombre, o borre el archivo si realmente quiere empezar de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/createinventory.py" />
            <source>{units} rock glacier units in {systems} systems were written to {path}.</source>
            <translation>Se escribieron {units} unidades de glaciares rocosos en {systems} sistemas en {path}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/demoscene.py" />
            <source>&lt;p&gt;A DEM, Sentinel-2-like bands (10 m), Sentinel-1-like coherence, line-of-sight displacement of an ascending and a descending pass, glacier outlines, and the true rock glacier outlines. The same seed always gives the same scene.&lt;/p&gt;&lt;p&gt;&lt;b&gt;The scene is synthetic, no real place.&lt;/b&gt; An accuracy reached on it says nothing about the accuracy on real images.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Un MDE, bandas similares a las de Sentinel-2 (10 m), coherencia similar a la de Sentinel-1, desplazamiento en la línea de visión de una pasada ascendente y una descendente, contornos de glaciares y los contornos verdaderos de los glaciares rocosos. La misma semilla siempre da la misma escena.&lt;/p&gt;&lt;p&gt;&lt;b&gt;La escena es sintética, no un lugar real.&lt;/b&gt; Una exactitud alcanzada en ella no dice nada sobre la exactitud en imágenes reales.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/demoscene.py" />
            <source>Any whole number; each gives another scene.</source>
            <translation>Cualquier número entero; cada uno da otra escena.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/demoscene.py" />
            <source>Coherence</source>
            <translation>Coherencia</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/demoscene.py" />
            <source>Description</source>
            <translation>Descripción</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/demoscene.py" />
            <source>Digital elevation model</source>
            <translation>Modelo digital de elevaciones</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/demoscene.py" />
            <source>Files of an earlier scene in it are replaced.</source>
            <translation>Los archivos de una escena anterior que haya en ella se sustituyen.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/demoscene.py" />
            <source>Folder of the scene</source>
            <translation>Carpeta de la escena</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/demoscene.py" />
            <source>Generates an alpine scene with everything that the other steps need, to try the plugin without data of your own.</source>
            <translation>Genera una escena alpina con todo lo que necesitan los demás pasos, para probar el complemento sin datos propios.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/demoscene.py" />
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <location filename="../../resources/models/scene_to_candidates.model3" />
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>Glacier outlines</source>
            <translation>Contornos de glaciares</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/demoscene.py" />
            <location filename="../../rock_glacier_mapper/processing/preparestack.py" />
            <source>Inputs</source>
            <translation>Entradas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/demoscene.py" />
            <source>Line-of-sight displacement, ascending pass</source>
            <translation>Desplazamiento en la línea de visión, pasada ascendente</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/demoscene.py" />
            <source>Line-of-sight displacement, descending pass</source>
            <translation>Desplazamiento en la línea de visión, pasada descendente</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/demoscene.py" />
            <source>OUTPUT: {folder} cannot be made or written. Choose another folder.</source>
            <translation>OUTPUT: no se puede crear {folder} o escribir en ella. Elija otra carpeta.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/demoscene.py" />
            <location filename="../../rock_glacier_mapper/processing/preparestack.py" />
            <location filename="../../resources/models/scene_to_candidates.model3" />
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>Satellite image</source>
            <translation>Imagen de satélite</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/demoscene.py" />
            <source>Side of the square image. 1024 pixels are 10.24 km.</source>
            <translation>Lado de la imagen cuadrada. 1024 píxeles son 10.24 km.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/demoscene.py" />
            <source>Size (pixels of 10 m)</source>
            <translation>Tamaño (píxeles de 10 m)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/demoscene.py" />
            <source>Synthetic scene with {count} rock glaciers in {folder}</source>
            <translation>Escena sintética con {count} glaciares rocosos en {folder}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/demoscene.py" />
            <source>True rock glaciers</source>
            <translation>Glaciares rocosos verdaderos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/downslopevelocity.py" />
            <source>&lt;p&gt;After Hu et al. (2023): displacement is taken relative to a stable place near each landform, made a velocity per year of 365.25 days, and divided by the sensitivity C, the share of a downslope motion that the line of sight sees: C = sin θ cos β cos(As − a) − cos θ sin β, with the incidence θ, the azimuth As to the satellite, slope β and aspect a of the smoothed DEM. VDS_MEAN, VDS_MEDIAN and VDS_P90 are statistics of the valid pixels in cm/yr, positive downslope. Pairs from summer overestimate the yearly mean: it is an apparent annual velocity.&lt;/p&gt;&lt;p&gt;VDS_SIGMA, the standard deviation of the mean, holds the errors of slope, aspect and line of sight (common to all pixels), the phase noise by coherence and looks, the scatter of the reference, and what orbit and atmosphere leave over its distance, as the stable ground around all landforms shows it.&lt;/p&gt;&lt;p&gt;KIN_QC is ok, or the reason why there is no velocity: no_data, insensitive_geometry (|C| below 0.2: the slope faces along the flight line or toward the radar), low_coherence (40 % of the outline or less is valid), no_reference, upslope_sign (more than half of the pixels would move upslope), high_error (20 % or more). Velocities from |C| below 0.3, or slopes below 5°, are marked as of low reliability. VLOS_MEAN, SENS_C, VALID_PCT, COH_MEAN, REF_LON, REF_LAT, REF_DIST, OBS_START, OBS_END, DT_DAYS and PASS say how it was measured.&lt;/p&gt;&lt;p&gt;Motion that differs by more than a quarter of the wavelength between neighbouring pixels of a pair is ambiguous: Sentinel-1 1.4 cm in 12 days (42 cm/yr along the line of sight), ALOS 5.9 cm in 46 days (47 cm/yr).&lt;/p&gt;&lt;p&gt;Values that a person entered are kept. A layer in edit mode stays in edit mode and the changes can be undone; otherwise they are saved, all or none.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Según Hu et al. (2023): el desplazamiento se toma respecto a un lugar estable cercano a cada geoforma, se convierte en una velocidad por año de 365.25 días y se divide entre la sensibilidad C, la proporción de un movimiento ladera abajo que ve la línea de visión: C = sin θ cos β cos(As − a) − cos θ sin β, con la incidencia θ, el acimut As hacia el satélite, y la pendiente β y la orientación a del MDE suavizado. VDS_MEAN, VDS_MEDIAN y VDS_P90 son estadísticas de los píxeles válidos en cm/yr, positivas ladera abajo. Los pares de verano sobreestiman la media anual: es una velocidad anual aparente.&lt;/p&gt;&lt;p&gt;VDS_SIGMA, la desviación típica de la media, reúne los errores de la pendiente, la orientación y la línea de visión (comunes a todos los píxeles), el ruido de fase según la coherencia y los looks, la dispersión de la referencia y lo que la órbita y la atmósfera dejan en la distancia hasta ella, tal como lo muestra el terreno estable alrededor de todas las geoformas.&lt;/p&gt;&lt;p&gt;KIN_QC es ok, o el motivo por el que no hay velocidad: no_data, insensitive_geometry (|C| inferior a 0.2: la ladera está orientada según la línea de vuelo o hacia el radar), low_coherence (es válido el 40 % del contorno o menos), no_reference, upslope_sign (más de la mitad de los píxeles se moverían ladera arriba), high_error (20 % o más). Las velocidades obtenidas con |C| inferior a 0.3, o con pendientes inferiores a 5°, se marcan como de baja fiabilidad. VLOS_MEAN, SENS_C, VALID_PCT, COH_MEAN, REF_LON, REF_LAT, REF_DIST, OBS_START, OBS_END, DT_DAYS y PASS indican cómo se midió.&lt;/p&gt;&lt;p&gt;El movimiento que difiere en más de un cuarto de la longitud de onda entre píxeles vecinos de un par es ambiguo: Sentinel-1, 1.4 cm en 12 días (42 cm/yr a lo largo de la línea de visión); ALOS, 5.9 cm en 46 días (47 cm/yr).&lt;/p&gt;&lt;p&gt;Los valores que introdujo una persona se conservan. Una capa en modo edición sigue en modo edición y los cambios se pueden deshacer; de lo contrario, se guardan todos o ninguno.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/downslopevelocity.py" />
            <source>Downslope velocity from InSAR</source>
            <translation>Velocidad ladera abajo por InSAR</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/downslopevelocity.py" />
            <location filename="../../rock_glacier_mapper/processing/movingareas.py" />
            <location filename="../../rock_glacier_mapper/processing/trackdisplacement.py" />
            <location filename="../../resources/rgik_schema.json" />
            <source>Kinematics</source>
            <translation>Cinemática</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/downslopevelocity.py" />
            <source>Measures the velocity of each landform down its slope from InSAR line-of-sight rasters, with its error, and says why where there is none.</source>
            <translation>Mide la velocidad de cada geoforma ladera abajo a partir de rásteres InSAR en la línea de visión, con su error, e indica el motivo cuando no la hay.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/downslopevelocity.py" />
            <source>Most outlines seem to move upslope. Is the sign of the line-of-sight raster reversed (LOS_POSITIVE), or the AZIMUTH in another convention?</source>
            <translation>La mayoría de los contornos parecen moverse ladera arriba. ¿Está invertido el signo del ráster de línea de visión (LOS_POSITIVE), o está AZIMUTH en otra convención?</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/downslopevelocity.py" />
            <location filename="../../rock_glacier_mapper/processing/trackdisplacement.py" />
            <source>Outlines with a velocity</source>
            <translation>Contornos con velocidad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/downslopevelocity.py" />
            <source>Outlines without a velocity</source>
            <translation>Contornos sin velocidad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/downslopevelocity.py" />
            <source>Without one</source>
            <translation>Sin velocidad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/downslopevelocity.py" />
            <source>{count} of {total} outlines have a velocity.</source>
            <translation>{count} de {total} contornos tienen una velocidad.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/downslopevelocity.py" />
            <source>{count} outlines have no stable reference within 1500 m. Give REFERENCE_POINTS, or check that EXCLUDE does not cover all ground and that the coherence reaches 0.6 on flat ground; steeper ground can be allowed with REFERENCE_SLOPE.</source>
            <translation>{count} contornos no tienen ninguna referencia estable en un radio de 1500 m. Indique REFERENCE_POINTS, o compruebe que EXCLUDE no cubre todo el terreno y que la coherencia alcanza 0.6 en terreno llano; con REFERENCE_SLOPE se puede admitir terreno más inclinado.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/downslopevelocity.py" />
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>{layer} cannot be opened. Check the path and the name of the layer; if both are right, another program may keep the file locked.</source>
            <translation>{layer} no se puede abrir. Compruebe la ruta y el nombre de la capa; si ambos son correctos, puede que otro programa mantenga bloqueado el archivo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/downslopevelocity.py" />
            <source>{name} holds no point. Leave it empty to search for references.</source>
            <translation>{name} no contiene ningún punto. Déjelo vacío para buscar referencias.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/downslopevelocity.py" />
            <source>{name}: choose a raster.</source>
            <translation>{name}: elija un ráster.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>&lt;i&gt;block&lt;/i&gt;: square blocks of ground are held out; the honest choice. &lt;i&gt;landform&lt;/i&gt;: single rock glaciers with their surroundings are held out. &lt;i&gt;random&lt;/i&gt;: single patches, as in the papers; they share ground with training patches, so the figures are too good.</source>
            <translation>&lt;i&gt;block&lt;/i&gt;: se reservan bloques cuadrados de terreno; es la opción honesta. &lt;i&gt;landform&lt;/i&gt;: se reservan glaciares rocosos individuales con su entorno. &lt;i&gt;random&lt;/i&gt;: parches individuales, como en las publicaciones; comparten terreno con los parches de entrenamiento, por lo que las cifras son demasiado buenas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>&lt;p&gt;Around each polygon, the stack is cut into overlapping square windows. Each patch is a GeoTIFF with a mask: 1 on any rock glacier, 0 elsewhere, 255 where there is no data. &lt;i&gt;Negatives&lt;/i&gt; are places that look like rock glaciers and are none, such as the wrong finds of an earlier model: they get patches, but nothing is marked in them.&lt;/p&gt;&lt;p&gt;The split is made before anything else. By block, the rock glaciers of some square blocks of ground are held out for validation, and no training patch shares ground with a validation patch. Adding negatives later does not change which rock glaciers are held out. A random split lets neighbouring patches, which show the same ground, fall on both sides: its figures are too good.&lt;/p&gt;&lt;p&gt;Look at contact_sheet.png before training. The index patches.gpkg shows the footprints in QGIS, coloured by split.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Alrededor de cada polígono, la pila se recorta en ventanas cuadradas que se solapan. Cada parche es un GeoTIFF con una máscara: 1 en cualquier glaciar rocoso, 0 en el resto, 255 donde no hay datos. Los &lt;i&gt;negativos&lt;/i&gt; son lugares que parecen glaciares rocosos y no lo son, como los hallazgos falsos de un modelo anterior: reciben parches, pero en ellos no se marca nada.&lt;/p&gt;&lt;p&gt;La división se hace antes que nada. Por bloques, los glaciares rocosos de algunos bloques cuadrados de terreno se reservan para la validación, y ningún parche de entrenamiento comparte terreno con uno de validación. Añadir negativos más tarde no cambia qué glaciares rocosos se reservan. Una división aleatoria deja que parches vecinos, que muestran el mismo terreno, queden en lados distintos: sus cifras son demasiado buenas.&lt;/p&gt;&lt;p&gt;Examine contact_sheet.png antes de entrenar. El índice patches.gpkg muestra las huellas en QGIS, coloreadas según la división.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <location filename="../../rock_glacier_mapper/processing/inputs.py" />
            <location filename="../../resources/models/scene_to_candidates.model3" />
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>Band roles</source>
            <translation>Funciones de las bandas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>By how much neighbouring patches of one polygon overlap.</source>
            <translation>Cuánto se solapan los parches vecinos de un mismo polígono.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>Contact sheet (PNG)</source>
            <translation>Hoja de contacto (PNG)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>Context around each polygon (metres)</source>
            <translation>Contexto alrededor de cada polígono (metros)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>Cuts an image stack into patches around rock glaciers, with label masks, split by place into training and validation.</source>
            <translation>Recorta una pila de imágenes en parches alrededor de glaciares rocosos, con máscaras de etiquetas, divididos por lugar en entrenamiento y validación.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>Export training patches</source>
            <translation>Exportar parches de entrenamiento</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>Folder of the patches</source>
            <translation>Carpeta de los parches</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <location filename="../../rock_glacier_mapper/processing/preparestack.py" />
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>Image stack</source>
            <translation>Pila de imágenes</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>Index of the patches (GeoPackage)</source>
            <translation>Índice de los parches (GeoPackage)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>Least share with image data (0 to 1)</source>
            <translation>Proporción mínima con datos de imagen (0 a 1)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>New or empty folder. It gets images, masks, the index patches.gpkg, dataset.json and contact_sheet.png.</source>
            <translation>Carpeta nueva o vacía. Recibe las imágenes, las máscaras, el índice patches.gpkg, dataset.json y contact_sheet.png.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>Number of patches</source>
            <translation>Número de parches</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>Number of training patches</source>
            <translation>Número de parches de entrenamiento</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>Number of validation patches</source>
            <translation>Número de parches de validación</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>Number of windows left out</source>
            <translation>Número de ventanas omitidas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>OUTPUT: name a folder for the patches.</source>
            <translation>OUTPUT: indique una carpeta para los parches.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>Of the rock glacier area (split by block or landform) or of the patches (random).</source>
            <translation>Del área de los glaciares rocosos (división por bloques o por geoforma) o de los parches (aleatoria).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>Outlines of all rock glaciers in the image: what is not outlined counts as background. Any CRS; invalid geometries are repaired.</source>
            <translation>Contornos de todos los glaciares rocosos de la imagen: lo que no está delimitado cuenta como fondo. Cualquier SRC; las geometrías no válidas se reparan.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>Output of &lt;i&gt;Prepare image stack&lt;/i&gt;, or any image with square pixels in a projected CRS. Its values are written as they are.</source>
            <translation>Salida de &lt;i&gt;Preparar pila de imágenes&lt;/i&gt;, o cualquier imagen con píxeles cuadrados en un SRC proyectado. Sus valores se escriben tal cual.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>Overlap of patches (pixels)</source>
            <translation>Solapamiento de los parches (píxeles)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>Patch size (pixels)</source>
            <translation>Tamaño de parche (píxeles)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>Patches cover the polygon and this much ground around it. Hu et al. (2023) and TPRoGI used 1500 m.</source>
            <translation>Los parches cubren el polígono y esta extensión de terreno a su alrededor. Hu et al. (2023) y TPRoGI usaron 1500 m.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>Patches with less data are left out.</source>
            <translation>Los parches con menos datos se omiten.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>Polygons of places that look like rock glaciers and are none. Where one overlaps a rock glacier, the rock glacier holds. Any CRS.</source>
            <translation>Polígonos de lugares que parecen glaciares rocosos y no lo son. Donde uno se solapa con un glaciar rocoso, prevalece el glaciar rocoso. Cualquier SRC.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>Rock glaciers</source>
            <translation>Glaciares rocosos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>Seed of the split</source>
            <translation>Semilla de la división</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>Share for validation (0 to 1)</source>
            <translation>Proporción para la validación (0 a 1)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>Side of a patch. The papers used 480 pixels, which are 4.8 km at 10 m: take less for a small study area, or there is no room for a validation area.</source>
            <translation>Lado de un parche. Las publicaciones usaron 480 píxeles, que son 4.8 km a 10 m: use menos en un área de estudio pequeña, o no habrá espacio para un área de validación.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>Side of the blocks of the split by block. Empty: twice a patch, at least 5 km, but less in a stack that has no room for about nine blocks.</source>
            <translation>Lado de los bloques de la división por bloques. Vacío: el doble de un parche y al menos 5 km, pero menos en una pila sin espacio para unos nueve bloques.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <location filename="../../resources/rgik_schema.json" />
            <source>Split</source>
            <translation>División</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>The same seed gives the same split; another one draws other validation areas.</source>
            <translation>La misma semilla da la misma división; otra elige otras áreas de validación.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>Which band is what, as role=band pairs: blue=1,green=2,red=3,nir=4. Roles are blue, green, red, nir, swir1, swir2, coherence, slope and tpi_&lt;radius&gt;m. Empty: guessed from the band descriptions, as in &lt;i&gt;Prepare image stack&lt;/i&gt;. Other bands are left out.</source>
            <translation>Qué es cada banda, en pares función=banda: blue=1,green=2,red=3,nir=4. Las funciones son blue, green, red, nir, swir1, swir2, coherence, slope y tpi_&lt;radius&gt;m. Vacío: se deduce de las descripciones de las bandas, como en &lt;i&gt;Preparar pila de imágenes&lt;/i&gt;. Las demás bandas se omiten.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportpatches.py" />
            <source>{patches} patches: {train} to train with, {validation} to validate with</source>
            <translation>{patches} parches: {train} para entrenar, {validation} para validar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>&lt;p&gt;Layers AOI, PM, MA and GO are named like ESACCI-PERMAFROST_ROGI_ALL-AREAS_GO_2025-fv02.0, fields without dots as in RoGI. Fields of the plugin itself (origins, review, candidates, terrain and climate) are left out. KinAtt becomes text, such as 'cm/yr to dm/yr'.&lt;/p&gt;&lt;p&gt;Outlines that the review removed are never exported. Polygons that cross the antimeridian are cut there.&lt;/p&gt;&lt;p&gt;The inventory is checked first. Errors stop the export, unless it is forced.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Las capas AOI, PM, MA y GO se nombran como ESACCI-PERMAFROST_ROGI_ALL-AREAS_GO_2025-fv02.0, y los campos, sin puntos, como en RoGI. Los campos propios del complemento (orígenes, revisión, candidatos, terreno y clima) se omiten. KinAtt se convierte en texto, como 'cm/yr to dm/yr'.&lt;/p&gt;&lt;p&gt;Los contornos que la revisión eliminó nunca se exportan. Los polígonos que cruzan el antimeridiano se cortan en él.&lt;/p&gt;&lt;p&gt;Antes se comprueba el inventario. Los errores detienen la exportación, salvo que se fuerce.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>Export although the check finds errors. Invalid geometries are repaired in the export, all else stays as it is.</source>
            <translation>Exportar aunque la comprobación encuentre errores. Las geometrías no válidas se reparan en la exportación; todo lo demás queda como está.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>Export in spite of errors</source>
            <translation>Exportar a pesar de los errores</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>Export in the RoGI layout</source>
            <translation>Exportar con la estructura RoGI</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>First part of the layer names. Put your own project or institution here before you publish; the default is that of the published files, which some programs expect.</source>
            <translation>Primera parte de los nombres de las capas. Ponga aquí su propio proyecto o institución antes de publicar; el valor predeterminado es el de los archivos publicados, que algunos programas esperan.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>For the layer names: letters, digits and hyphens, such as ALL-AREAS. When empty: the name of the file.</source>
            <translation>Para los nombres de las capas: letras, cifras y guiones, como ALL-AREAS. Si está vacío: el nombre del archivo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>GeoPackage to make. It appears when it is complete.</source>
            <translation>GeoPackage que se crea. Aparece cuando está completo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>Inventory in the RoGI layout</source>
            <translation>Inventario con la estructura RoGI</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>Leave out automatic outlines that are not yet reviewed and their markers, and leave upslope connection, activity and its basis empty where a machine suggested them and nobody confirmed (origin 'auto').</source>
            <translation>Omitir los contornos automáticos aún sin revisar y sus marcadores, y dejar vacías la conexión ladera arriba, la actividad y su base cuando las sugirió una máquina y nadie las confirmó (origen 'auto').</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>Left out: {count} {what}.</source>
            <translation>Omitidos: {count} {what}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <location filename="../../resources/rgik_schema.json" />
            <source>Name of the area</source>
            <translation>Nombre del área</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <location filename="../../resources/rgik_schema.json" />
            <source>Not a rock glacier</source>
            <translation>No es un glaciar rocoso</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>Number of moving areas</source>
            <translation>Número de áreas en movimiento</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>Number of outlines</source>
            <translation>Número de contornos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>Number of primary markers</source>
            <translation>Número de marcadores primarios</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>Only what was reviewed</source>
            <translation>Solo lo revisado</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>Project</source>
            <translation>Proyecto</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <location filename="../../resources/rgik_schema.json" />
            <source>Rock glacier</source>
            <translation>Glaciar rocoso</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>The inventory has {count} errors and was not exported; the log names them. Correct them (Check inventory lists all), or export in spite of errors.</source>
            <translation>El inventario tiene {count} errores y no se exportó; el registro los indica. Corríjalos (Comprobar inventario los enumera todos), o exporte a pesar de los errores.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>The layer {layer} has unsaved edits, which are not exported.</source>
            <translation>La capa {layer} tiene ediciones sin guardar, que no se exportan.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <location filename="../../resources/rgik_schema.json" />
            <source>Uncertain</source>
            <translation>Incierto</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>Units of which landform are exported. The published files have them all: those without certainty as markers.</source>
            <translation>De qué geoformas se exportan las unidades. Los archivos publicados las contienen todas: las que carecen de certeza, como marcadores.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>Version of the inventory, for the layer names: 02.0 gives fv02.0.</source>
            <translation>Versión del inventario, para los nombres de las capas: 02.0 da fv02.0.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>Writes an inventory as one GeoPackage in EPSG:4326 whose layers and fields are named as in the published rock glacier inventories (RoGI version 2).</source>
            <translation>Escribe un inventario como un GeoPackage en EPSG:4326 cuyas capas y campos se nombran como en los inventarios de glaciares rocosos publicados (RoGI versión 2).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>Year</source>
            <translation>Año</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>Year of publication, for the layer names. When empty: this year.</source>
            <translation>Año de publicación, para los nombres de las capas. Si está vacío: este año.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>{count} invalid geometries were repaired in the export.</source>
            <translation>En la exportación se repararon {count} geometrías no válidas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>{count} suggested values that nobody confirmed were left empty.</source>
            <translation>Se dejaron vacíos {count} valores sugeridos que nadie confirmó.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>{markers} markers, {outlines} outlines and {areas} moving areas: {path}</source>
            <translation>{markers} marcadores, {outlines} contornos y {areas} áreas en movimiento: {path}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/exportrogi.py" />
            <source>{name}: the export is a GeoPackage. Name a file that ends in .gpkg.</source>
            <translation>{name}: la exportación es un GeoPackage. Indique un archivo que termine en .gpkg.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>A rock glacier may spread where the heatmap reaches this. Empty: half of the seed threshold.</source>
            <translation>Un glaciar rocoso puede extenderse allí donde el mapa de probabilidad alcanza este valor. Vacío: la mitad del umbral de semilla.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>A rock glacier needs a part where the heatmap reaches this. Empty: the threshold that the model's card gives (written into the heatmap), else 0.5; or the threshold above, where that is higher.</source>
            <translation>Un glaciar rocoso necesita una parte en la que el mapa de probabilidad alcance este valor. Vacío: el umbral que indica la ficha del modelo (escrito en el mapa de probabilidad); si falta, 0.5; o el umbral anterior, si es mayor.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Against the weight of the layers' values.</source>
            <translation>Frente al peso de los valores de las capas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>All their bands help to find object borders. Any CRS and resolution.</source>
            <translation>Todas sus bandas ayudan a encontrar los bordes de los objetos. Cualquier SRC y resolución.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>As for NDVI. Needs green and nir bands; 1 switches the rule off.</source>
            <translation>Como para el NDVI. Necesita las bandas green y nir; 1 desactiva la regla.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>As for NDVI. Needs green and swir1 bands; 1 switches the rule off.</source>
            <translation>Como para el NDVI. Necesita las bandas green y swir1; 1 desactiva la regla.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>As many as growing passes smooth the outline and keep the area.</source>
            <translation>Si son tantas como las de crecimiento, suavizan el contorno y mantienen el área.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <location filename="../../rock_glacier_mapper/processing/inputs.py" />
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <location filename="../../resources/models/scene_to_candidates.model3" />
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>Digital elevation model (metres)</source>
            <translation>Modelo digital de elevaciones (metros)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Empty: the seed threshold.</source>
            <translation>Vacío: el umbral de semilla.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Flatter candidates are dropped. Needs the DEM. 90 % of TPRoGI's units have 10 to 25°.</source>
            <translation>Los candidatos más llanos se descartan. Necesita el MDE. El 90 % de las unidades de TPRoGI tienen de 10 a 25°.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>For example RGI or GLIMS. Any CRS; invalid geometries are repaired.</source>
            <translation>Por ejemplo, RGI o GLIMS. Cualquier SRC; las geometrías no válidas se reparan.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>For the slope rules, the elevations, and the segmentation. Any CRS and resolution.</source>
            <translation>Para las reglas de pendiente, las elevaciones y la segmentación. Cualquier SRC y resolución.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Glacier overlap that needs no more probability (share)</source>
            <translation>Solapamiento con glaciares que no exige mayor probabilidad (proporción)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Growing passes</source>
            <translation>Pasadas de crecimiento</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>HEATMAP: choose a heatmap.</source>
            <translation>HEATMAP: elija un mapa de probabilidad.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Heatmap (probability 0 to 1)</source>
            <translation>Mapa de probabilidad (0 a 1)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Highest NDSI (snow and ice)</source>
            <translation>NDSI máximo (nieve y hielo)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Highest NDVI (vegetation)</source>
            <translation>NDVI máximo (vegetación)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Highest NDWI (water)</source>
            <translation>NDWI máximo (agua)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Highest length/width (ratio)</source>
            <translation>Relación longitud/anchura máxima</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Highest mean slope (degrees)</source>
            <translation>Pendiente media máxima (grados)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>How much steeper the lower rim of a candidate is at least than the ground below it. Needs the DEM. Empty: not asked for.</source>
            <translation>Cuánto más inclinado es, como mínimo, el borde inferior de un candidato que el terreno situado por debajo. Necesita el MDE. Vacío: no se exige.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Images for the segmentation</source>
            <translation>Imágenes para la segmentación</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Its mean over each polygon goes to the field uncertainty.</source>
            <translation>Su media en cada polígono pasa al campo uncertainty.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Larger holes stay open.</source>
            <translation>Los agujeros mayores quedan abiertos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Largest hole that is filled (km²)</source>
            <translation>Mayor agujero que se rellena (km²)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Largest increase of heterogeneity in a merge (Baatz and Schäpe 2000), with all layers brought to 0-255. Larger gives larger objects.</source>
            <translation>Mayor aumento de heterogeneidad en una fusión (Baatz y Schäpe 2000), con todas las capas llevadas a 0-255. Cuanto mayor, más grandes los objetos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Lowest compactness (4πA/P², 1 = circle)</source>
            <translation>Compacidad mínima (4πA/P², 1 = círculo)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Lowest contrast of slope across the front (degrees)</source>
            <translation>Contraste mínimo de pendiente en el frente (grados)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Lowest mean probability of a candidate</source>
            <translation>Probabilidad media mínima de un candidato</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Lowest mean slope (degrees)</source>
            <translation>Pendiente media mínima (grados)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>More ragged candidates are dropped.</source>
            <translation>Los candidatos de contorno más irregular se descartan.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Narrower parts are cut (metres)</source>
            <translation>Las partes más estrechas se cortan (metros)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Needs the DEM.</source>
            <translation>Necesita el MDE.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Objects with a higher mean belong to no rock glacier, nor is a candidate kept with one. Needs red and nir bands. 0.4 drops relict rock glaciers with some vegetation; 1 switches the rule off.</source>
            <translation>Los objetos con una media mayor no pertenecen a ningún glaciar rocoso, ni se conserva un candidato que la tenga. Necesita las bandas red y nir. 0.4 descarta glaciares rocosos relictos con algo de vegetación; 1 desactiva la regla.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Outlines do not grow into steeper ground (degrees)</source>
            <translation>Los contornos no crecen hacia terreno más inclinado (grados)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Outlines grow by up to a pixel a pass, where most of a 5 × 5 box round the pixel is rock glacier (surface tension).</source>
            <translation>Los contornos crecen hasta un píxel por pasada, allí donde la mayor parte de una caja de 5 × 5 alrededor del píxel es glaciar rocoso (tensión superficial).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Output of &lt;i&gt;Predict heatmap&lt;/i&gt;, or any probability raster in a projected CRS.</source>
            <translation>Salida de &lt;i&gt;Predecir mapa de probabilidad&lt;/i&gt;, o cualquier ráster de probabilidad en un SRC proyectado.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Parts of a candidate narrower than this are taken away. Parts one pixel wide always are.</source>
            <translation>Las partes de un candidato más estrechas que esto se quitan. Las de un píxel de ancho, siempre.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>RGIK and TPRoGI use 0.01 km²; Hu et al. (2023) used 0.03 km² on 10 m images.</source>
            <translation>RGIK y TPRoGI usan 0.01 km²; Hu et al. (2023) usaron 0.03 km² con imágenes de 10 m.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Rules (*.json)</source>
            <translation>Reglas (*.json)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Rules (file)</source>
            <translation>Reglas (archivo)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Scale of the segmentation</source>
            <translation>Escala de la segmentación</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Seed threshold (probability)</source>
            <translation>Umbral de semilla (probabilidad)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Share of a candidate on the glacier outlines above which a higher mean probability is demanded of it. Overlap alone never drops a candidate: many rock glaciers are connected to glaciers.</source>
            <translation>Proporción de un candidato sobre los contornos de glaciares por encima de la cual se le exige una probabilidad media mayor. El solapamiento por sí solo nunca descarta un candidato: muchos glaciares rocosos están conectados a glaciares.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Shrinking passes</source>
            <translation>Pasadas de contracción</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Steeper candidates are dropped. Needs the DEM.</source>
            <translation>Los candidatos más inclinados se descartan. Necesita el MDE.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Thinner candidates are dropped.</source>
            <translation>Los candidatos más alargados se descartan.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Threshold (probability)</source>
            <translation>Umbral (probabilidad)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Uncertainty (output of Predict heatmap)</source>
            <translation>Incertidumbre (salida de Predecir mapa de probabilidad)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Weight of compactness (0 to 1)</source>
            <translation>Peso de la compacidad (0 a 1)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Weight of shape (0 to 1)</source>
            <translation>Peso de la forma (0 a 1)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractionparameters.py" />
            <source>Within shape, against smooth borders.</source>
            <translation>Dentro de la forma, frente a los bordes suaves.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractrockglaciers.py" />
            <source>&lt;p&gt;Around places where the heatmap is high, the scene is segmented into objects (superpixels, then region merging after Baatz and Schäpe). Objects with enough probability join into candidates, whose outlines are smoothed. Rules on area, slope, shape and glacier overlap decide which are kept. Dropped ones go to their own layer, with the reason.&lt;/p&gt;&lt;p&gt;Rules on an input that is not given are skipped; without a DEM there is no slope.&lt;/p&gt;</source>
            <translation>&lt;p&gt;En torno a los lugares donde el mapa de probabilidad es alto, la escena se segmenta en objetos (superpíxeles y después fusión de regiones según Baatz y Schäpe). Los objetos con probabilidad suficiente se unen en candidatos, cuyos contornos se suavizan. Las reglas de área, pendiente, forma y solapamiento con glaciares deciden cuáles se conservan. Los descartados van a una capa propia, con el motivo.&lt;/p&gt;&lt;p&gt;Las reglas sobre una entrada que no se indica se omiten; sin un MDE no hay pendiente.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractrockglaciers.py" />
            <source>Cut the whole scene into image objects, not only the surroundings of places where the heatmap is high. Takes minutes for a large scene; the candidates hardly change.</source>
            <translation>Dividir en objetos de imagen la escena entera, no solo el entorno de los lugares donde el mapa de probabilidad es alto. Tarda minutos en una escena grande; los candidatos apenas cambian.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractrockglaciers.py" />
            <source>Extract rock glaciers from heatmap</source>
            <translation>Extraer glaciares rocosos del mapa de probabilidad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractrockglaciers.py" />
            <source>For the image objects: numbers above the scale of the segmentation, such as 60 120. Each level is made of the objects of the one below, which name their parent_id.</source>
            <translation>Para los objetos de imagen: números mayores que la escala de la segmentación, como 60 120. Cada nivel se forma con los objetos del inferior, que lo indican en su parent_id.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractrockglaciers.py" />
            <source>Image objects</source>
            <translation>Objetos de imagen</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractrockglaciers.py" />
            <source>LEVELS: '{text}' is not a list of numbers such as 60 120.</source>
            <translation>LEVELS: '{text}' no es una lista de números como 60 120.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractrockglaciers.py" />
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>Mapping</source>
            <translation>Cartografía</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractrockglaciers.py" />
            <source>No candidate was kept. A lower THRESHOLD, or the rejected ones, may help.</source>
            <translation>No se conservó ningún candidato. Puede ayudar un THRESHOLD menor, o los rechazados.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractrockglaciers.py" />
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Number of candidates</source>
            <translation>Número de candidatos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractrockglaciers.py" />
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Number of rejected candidates</source>
            <translation>Número de candidatos rechazados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractrockglaciers.py" />
            <source>Polygons that failed a rule, with the reason.</source>
            <translation>Polígonos que no cumplieron una regla, con el motivo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractrockglaciers.py" />
            <location filename="../../resources/models/scene_to_candidates.model3" />
            <source>Polygons that passed the rules.</source>
            <translation>Polígonos que cumplieron las reglas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractrockglaciers.py" />
            <source>Rejected candidates</source>
            <translation>Candidatos rechazados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractrockglaciers.py" />
            <location filename="../../resources/models/scene_to_candidates.model3" />
            <source>Rock glacier candidates</source>
            <translation>Candidatos a glaciar rocoso</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractrockglaciers.py" />
            <source>Scales of further levels of objects</source>
            <translation>Escalas de otros niveles de objetos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractrockglaciers.py" />
            <source>Segment the whole scene</source>
            <translation>Segmentar la escena entera</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractrockglaciers.py" />
            <source>Separate units</source>
            <translation>Separar unidades</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractrockglaciers.py" />
            <source>Split a rock glacier system into the units that compose it: by slope breaks (the front of a unit that overrides another, furrows between neighbours), by necks, and where tongues part. Best with a DEM. Units of one system share system_id; the reason says where they were split. A proposal to be reviewed.</source>
            <translation>Dividir un sistema de glaciares rocosos en las unidades que lo componen: por rupturas de pendiente (el frente de una unidad que se superpone a otra, surcos entre vecinas), por estrechamientos y donde se separan lenguas. Mejor con un MDE. Las unidades de un sistema comparten system_id; el motivo indica dónde se dividieron. Es una propuesta que debe revisarse.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractrockglaciers.py" />
            <source>The image objects of the segmentation with their features, and why each belongs to a rock glacier or not.</source>
            <translation>Los objetos de imagen de la segmentación con sus características, y por qué cada uno pertenece o no a un glaciar rocoso.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractrockglaciers.py" />
            <source>Threshold {low:.2f}, seed threshold {high:.2f}</source>
            <translation>Umbral {low:.2f}, umbral de semilla {high:.2f}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractrockglaciers.py" />
            <source>Turns a probability heatmap into rock glacier polygons by object-based image analysis, each with its measures and the reason why it was kept.</source>
            <translation>Convierte un mapa de probabilidad en polígonos de glaciares rocosos mediante análisis de imágenes basado en objetos, cada uno con sus medidas y el motivo por el que se conservó.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractrockglaciers.py" />
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Written by &lt;i&gt;Fit thresholds on a reference area&lt;/i&gt;. Numbers below that differ from their defaults win over the file.</source>
            <translation>Escrito por &lt;i&gt;Ajustar umbrales en un área de referencia&lt;/i&gt;. Los números de abajo que difieren de sus valores predeterminados prevalecen sobre el archivo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractrockglaciers.py" />
            <source>{count} places below a tenth of MIN_AREA are not listed</source>
            <translation>{count} lugares por debajo de una décima parte de MIN_AREA no se enumeran</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/extractrockglaciers.py" />
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>{kept} candidates kept, {dropped} rejected</source>
            <translation>{kept} candidatos conservados, {dropped} rechazados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>&lt;p&gt;The right threshold depends on the region, the image and the network. Map a part of the area by hand, or take an inventory that is complete there; the fitted rules then serve the whole region: name the output as RULES in &lt;i&gt;Extract rock glaciers from heatmap&lt;/i&gt;.&lt;/p&gt;&lt;p&gt;The reference area is cut into blocks. Part of the blocks is held out in turn, rules are fitted on the rest, and all figures come from the held-out blocks, next to those of the start rules on the same blocks. A rule moves only where the gain is larger than its own uncertainty, so few rules move on a small area; the minimum area is never lowered. When the fitted rules are no better than the start rules on held-out blocks, keep the start rules.&lt;/p&gt;&lt;p&gt;The extraction runs about thirty times: name an AREA where the heatmap is large.&lt;/p&gt;&lt;p&gt;Give the same images, DEM, glaciers, reshaping and segmentation as for the extraction, as the rules suit these. Systems are judged as a whole, not by units. The interval tells the spread between blocks of this area, not what another mountain range would bring.&lt;/p&gt;</source>
            <translation>&lt;p&gt;El umbral adecuado depende de la región, la imagen y la red. Cartografíe a mano una parte del área, o tome un inventario que sea completo en ella; las reglas ajustadas sirven después para toda la región: indique la salida como RULES en &lt;i&gt;Extraer glaciares rocosos del mapa de probabilidad&lt;/i&gt;.&lt;/p&gt;&lt;p&gt;El área de referencia se divide en bloques. Por turnos se reserva una parte de los bloques, las reglas se ajustan con el resto, y todas las cifras proceden de los bloques reservados, junto a las de las reglas iniciales en los mismos bloques. Una regla solo cambia cuando la mejora es mayor que su propia incertidumbre, por lo que en un área pequeña cambian pocas reglas; el área mínima nunca se reduce. Cuando las reglas ajustadas no son mejores que las iniciales en los bloques reservados, conserve las iniciales.&lt;/p&gt;&lt;p&gt;La extracción se ejecuta unas treinta veces: indique un AREA si el mapa de probabilidad es grande.&lt;/p&gt;&lt;p&gt;Indique las mismas imágenes, el mismo MDE, los mismos glaciares, el mismo remodelado y la misma segmentación que para la extracción, ya que las reglas se adaptan a ellos. Los sistemas se juzgan como un todo, no por unidades. El intervalo indica la dispersión entre bloques de esta área, no lo que resultaría en otra cordillera.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Area bias on held-out blocks (%)</source>
            <translation>Sesgo de área en bloques reservados (%)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Blocks with reference</source>
            <translation>Bloques con referencia</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Curve</source>
            <translation>Curva</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>F1 of the start rules on the same blocks</source>
            <translation>F1 de las reglas iniciales en los mismos bloques</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>F1 on held-out blocks</source>
            <translation>F1 en bloques reservados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Finds the thresholds and rules of the extraction that suit a heatmap best, where a reference inventory is complete, and tells how well they do on blocks held out of the fit.</source>
            <translation>Busca los umbrales y las reglas de la extracción más adecuados para un mapa de probabilidad, donde un inventario de referencia es completo, e indica cómo funcionan en bloques excluidos del ajuste.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Fit thresholds on a reference area</source>
            <translation>Ajustar umbrales en un área de referencia</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Fitted rules</source>
            <translation>Reglas ajustadas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Folds</source>
            <translation>Particiones</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>For the folds and the intervals. The same seed gives the same result.</source>
            <translation>Para las particiones y los intervalos. La misma semilla da el mismo resultado.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>For the target bias: mapped area against reference area; 0 for equal areas, 10 for a tenth more.</source>
            <translation>Para el objetivo bias: área cartografiada frente a área de referencia; 0 para áreas iguales, 10 para una décima parte más.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Held-out blocks, {rules}: precision {precision}, recall {recall}, F1 {f1}, IoU {iou}, area bias {bias}</source>
            <translation>Bloques reservados, {rules}: precisión {precision}, exhaustividad {recall}, F1 {f1}, IoU {iou}, sesgo de área {bias}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>IoU on held-out blocks</source>
            <translation>IoU en bloques reservados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Lower end of the 90 % interval of F1</source>
            <translation>Extremo inferior del intervalo del 90 % de F1</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>OUTPUT: name a file for the rules.</source>
            <translation>OUTPUT: indique un archivo para las reglas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>One row for each fold and pair of thresholds, with the rules fitted on the other folds and their figures on this one.</source>
            <translation>Una fila para cada partición y par de umbrales, con las reglas ajustadas en las demás particiones y sus cifras en esta.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Parts into which the blocks are divided; each is held out once.</source>
            <translation>Partes en que se dividen los bloques; cada una se reserva una vez.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Pictures (*.png)</source>
            <translation>Imágenes (*.png)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Polygons of all rock glaciers of the area. Any CRS; invalid geometries are repaired.</source>
            <translation>Polígonos de todos los glaciares rocosos del área. Cualquier SRC; las geometrías no válidas se reparan.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Precision against recall on held-out blocks, and how much true and false area each rule drops.</source>
            <translation>Precisión frente a exhaustividad en los bloques reservados, y cuánta área verdadera y falsa descarta cada regla.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Precision on held-out blocks</source>
            <translation>Precisión en bloques reservados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Recall on held-out blocks</source>
            <translation>Exhaustividad en bloques reservados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Rock glaciers within 100 m of each other stay in one block, wherever its border runs. Larger blocks keep fit and test further apart, but there must be two with reference at least; with ten or more the figures begin to be sure.</source>
            <translation>Los glaciares rocosos a menos de 100 m entre sí quedan en un mismo bloque, pase por donde pase su límite. Bloques mayores separan más el ajuste y la prueba, pero debe haber al menos dos con referencia; con diez o más las cifras empiezan a ser seguras.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Rules fitted on all blocks, with the figures of the held-out blocks and what they were fitted on. Plain text.</source>
            <translation>Reglas ajustadas con todos los bloques, con las cifras de los bloques reservados y aquello con lo que se ajustaron. Texto sin formato.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Rules to start from, for example the output of an earlier fit. A number below that differs from its default wins over the file. Empty: the thresholds of the model that made the heatmap, and the defaults.</source>
            <translation>Reglas de las que se parte, por ejemplo la salida de un ajuste anterior. Un número de abajo que difiere de su valor predeterminado prevalece sobre el archivo. Vacío: los umbrales del modelo que hizo el mapa de probabilidad, y los valores predeterminados.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Seed threshold</source>
            <translation>Umbral de semilla</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Table</source>
            <translation>Tabla</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Tables (*.csv)</source>
            <translation>Tablas (*.csv)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Target</source>
            <translation>Objetivo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Upper end of the 90 % interval of F1</source>
            <translation>Extremo superior del intervalo del 90 % de F1</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>Wanted area bias (%)</source>
            <translation>Sesgo de área deseado (%)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>What is mapped inside and missing from the reference counts as false. Empty: wherever the heatmap has data. Any CRS.</source>
            <translation>Lo que se cartografía dentro y falta en la referencia cuenta como falso. Vacío: todo lugar donde el mapa de probabilidad tiene datos. Cualquier SRC.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <source>f1: the best balance of precision and recall, by area. bias: the mapped area in all comes nearest to a wanted share of the reference's, at a cost in F1 of 0.05 at most.</source>
            <translation>f1: el mejor equilibrio entre precisión y exhaustividad, por área. bias: el área cartografiada en total se acerca al máximo a una proporción deseada de la de referencia, con un coste en F1 de 0.05 como máximo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/fitrules.py" />
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>{name} must be a file that ends in {suffix}, not {path}.</source>
            <translation>{name} debe ser un archivo que termine en {suffix}, no {path}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inputs.py" />
            <source>Elevation in metres, in any CRS and resolution; slope and topographic position are computed from it. It should reach 500 m beyond the image.</source>
            <translation>Elevación en metros, en cualquier SRC y resolución; de ella se calculan la pendiente y la posición topográfica. Debería alcanzar 500 m más allá de la imagen.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inputs.py" />
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <location filename="../../resources/models/scene_to_candidates.model3" />
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>Extent</source>
            <translation>Extensión</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inputs.py" />
            <source>Interferometric coherence between 0 and 1, in any CRS and resolution. Values outside 0 to 1 count as no data.</source>
            <translation>Coherencia interferométrica entre 0 y 1, en cualquier SRC y resolución. Los valores fuera de 0 a 1 cuentan como sin datos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inputs.py" />
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <source>ONNX models (*.onnx)</source>
            <translation>Modelos ONNX (*.onnx)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inputs.py" />
            <source>Part of the image to use, for example what the map canvas shows. Empty: all of it.</source>
            <translation>Parte de la imagen que se usa, por ejemplo lo que muestra el lienzo del mapa. Vacío: toda.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inputs.py" />
            <location filename="../../resources/models/scene_to_candidates.model3" />
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>Sentinel-1 coherence (0 to 1)</source>
            <translation>Coherencia de Sentinel-1 (0 a 1)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inputs.py" />
            <source>Which band is what, as role=band pairs: blue=1,green=2,red=3,nir=4. Roles are blue, green, red, nir, swir1, swir2, coherence, slope and tpi_&lt;radius&gt;m. Empty: guessed from the band descriptions (B02, B03, … or the roles themselves), else from the colours, else three bands count as red, green, blue and four 16-bit bands as blue, green, red, near infrared (PlanetScope). Pléiades with four bands needs red=1,green=2,blue=3,nir=4.</source>
            <translation>Qué es cada banda, en pares función=banda: blue=1,green=2,red=3,nir=4. Las funciones son blue, green, red, nir, swir1, swir2, coherence, slope y tpi_&lt;radius&gt;m. Vacío: se deduce de las descripciones de las bandas (B02, B03, … o las propias funciones); si faltan, de los colores; en otro caso, tres bandas cuentan como rojo, verde y azul, y cuatro bandas de 16 bits como azul, verde, rojo e infrarrojo cercano (PlanetScope). Pléiades con cuatro bandas necesita red=1,green=2,blue=3,nir=4.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inputs.py" />
            <source>{name} and {other} are the same file, {path}. Choose another name.</source>
            <translation>{name} y {other} son el mismo archivo, {path}. Elija otro nombre.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inputs.py" />
            <source>{name}: choose a satellite image.</source>
            <translation>{name}: elija una imagen de satélite.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inputs.py" />
            <source>{name}: {path} is an inventory with review decisions and is not replaced. Choose another name.</source>
            <translation>{name}: {path} es un inventario con decisiones de revisión y no se sustituye. Elija otro nombre.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarinputs.py" />
            <source>{name}: {text} is no date. Write it as 2021-07-10.</source>
            <translation>{name}: {text} no es una fecha. Escríbala como 2021-07-10.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>A raster; in scripts also a number. Empty: by the file, or the number below.</source>
            <translation>Un ráster; en scripts, también un número. Vacío: según el archivo, o el número de abajo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Angle of the line of sight from the vertical at the ground. HyP3's lv_theta, measured from the horizontal, is known by its name.</source>
            <translation>Ángulo de la línea de visión desde la vertical en el suelo. El lv_theta de HyP3, medido desde la horizontal, se reconoce por su nombre.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Azimuth</source>
            <translation>Acimut</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>CSV with a header. Column los: path of a raster, relative to the table. Further columns, where the rasters do not tell: coherence, unit, start, end, wavelength, incidence, azimuth, azimuth_convention, angle_unit, los_positive, looks, pass. Pairs with the same line of sight are stacked, passes combined.</source>
            <translation>CSV con encabezado. Columna los: ruta de un ráster, relativa a la tabla. Otras columnas, donde los rásteres no lo indican: coherence, unit, start, end, wavelength, incidence, azimuth, azimuth_convention, angle_unit, los_positive, looks, pass. Los pares con la misma línea de visión se apilan y las pasadas se combinan.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Coherence (0 to 1)</source>
            <translation>Coherencia (0 a 1)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Date, as 2021-07-10. Of a velocity: begin and end of the time series. Empty: by the file.</source>
            <translation>Fecha, como 2021-07-10. Para una velocidad: inicio y fin de la serie temporal. Vacío: según el archivo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <location filename="../../rock_glacier_mapper/processing/movingareas.py" />
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Digital elevation model (m)</source>
            <translation>Modelo digital de elevaciones (m)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Displacement is positive</source>
            <translation>El desplazamiento es positivo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Downslope direction</source>
            <translation>Dirección ladera abajo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Elevation, one band, in any CRS. It should reach 2 km beyond the landforms.</source>
            <translation>Elevación, una banda, en cualquier SRC. Debería alcanzar 2 km más allá de las geoformas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>Fill empty values only</source>
            <translation>Rellenar solo los valores vacíos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>First image</source>
            <translation>Primera imagen</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Full width at half maximum of the Gaussian that smooths the surface down which the landform moves.</source>
            <translation>Anchura a media altura de la gaussiana que suaviza la superficie por la que se mueve la geoforma ladera abajo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Further pairs and passes (table)</source>
            <translation>Otros pares y pasadas (tabla)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>GeoTIFF of the landforms and 100 m around them: downslope velocity in cm/yr, its standard deviation, and the sensitivity. Landforms that fail a filter other than the largest error are left out. For Delineate moving areas.</source>
            <translation>GeoTIFF de las geoformas y 100 m a su alrededor: velocidad ladera abajo en cm/yr, su desviación típica y la sensibilidad. Se omiten las geoformas que no superan algún filtro distinto del error máximo. Para Delinear áreas en movimiento.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Ground that is no reference</source>
            <translation>Terreno que no sirve de referencia</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Horizontal direction of the line of sight, in the convention below.</source>
            <translation>Dirección horizontal de la línea de visión, en la convención de abajo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>HyP3's lv_theta and lv_phi are in radians.</source>
            <translation>lv_theta y lv_phi de HyP3 están en radianes.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Incidence angle</source>
            <translation>Ángulo de incidencia</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Independent looks</source>
            <translation>Looks independientes</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Interferometric (or, of a time series, temporal) coherence, in any CRS.</source>
            <translation>Coherencia interferométrica (o, de una serie temporal, temporal), en cualquier SRC.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Keep landforms without a reference</source>
            <translation>Conservar las geoformas sin referencia</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Landforms whose share of valid pixels is not above it get no velocity.</source>
            <translation>Las geoformas cuya proporción de píxeles válidos no supera este valor no reciben velocidad.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Landforms whose standard deviation, divided by the mean, reaches it get no velocity.</source>
            <translation>Las geoformas cuya desviación típica, dividida entre la media, alcanza este valor no reciben velocidad.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Largest relative error (%)</source>
            <translation>Error relativo máximo (%)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Layer GO of an inventory made with Create RGIK inventory; edited in place. As a path: inventory.gpkg|layername=GO.</source>
            <translation>Capa GO de un inventario hecho con Crear inventario RGIK; se edita la propia capa. Como ruta: inventory.gpkg|layername=GO.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Least coherence</source>
            <translation>Coherencia mínima</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Least sensitivity |C|</source>
            <translation>Sensibilidad mínima |C|</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Least valid share (%)</source>
            <translation>Proporción válida mínima (%)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Leave values of an earlier run as they are. Values of a person are kept either way.</source>
            <translation>Dejar como están los valores de una ejecución anterior. Los valores de una persona se conservan en cualquier caso.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Line-of-sight raster (InSAR)</source>
            <translation>Ráster de línea de visión (InSAR)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Needed for phase: 0.0555 Sentinel-1, 0.236 ALOS, 0.238 NISAR L band, 0.031 TerraSAR-X. Also used for the phase noise of a displacement. Empty: by the file.</source>
            <translation>Necesaria para la fase: 0.0555 Sentinel-1, 0.236 ALOS, 0.238 NISAR banda L, 0.031 TerraSAR-X. También se usa para el ruido de fase de un desplazamiento. Vacío: según el archivo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Of the coherence, for the phase noise. Empty: by the file, else 10.</source>
            <translation>De la coherencia, para el ruido de fase. Vacío: según el archivo; si falta, 10.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Of the direction to the satellite, for the error of the sensitivity.</source>
            <translation>De la dirección hacia el satélite, para el error de la sensibilidad.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Of the downslope direction of a landform; the largest part of many errors.</source>
            <translation>De la dirección ladera abajo de una geoforma; la mayor parte de muchos errores.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Of the incidence angle, for the error of the sensitivity.</source>
            <translation>Del ángulo de incidencia, para el error de la sensibilidad.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Of the mean slope of a landform, for the error of its velocity.</source>
            <translation>De la pendiente media de una geoforma, para el error de su velocidad.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>One value for the scene, where there is no raster.</source>
            <translation>Un valor para la escena, si no hay ráster.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Only for the search.</source>
            <translation>Solo para la búsqueda.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Pixels below are left out.</source>
            <translation>Los píxeles por debajo se omiten.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Points on ground that does not move; each landform refers to the nearest. Empty: the best 5 × 5 pixels are searched 100 to 1500 m from each outline, on flat ground with a coherence of 0.6.</source>
            <translation>Puntos en terreno que no se mueve; cada geoforma se refiere al más cercano. Vacío: se buscan los mejores 5 × 5 píxeles entre 100 y 1500 m de cada contorno, en terreno llano con una coherencia de 0.6.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Polygons such as glaciers and lakes. The outlines of the inventory are excluded anyway.</source>
            <translation>Polígonos, como glaciares y lagos. Los contornos del inventario se excluyen en cualquier caso.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Second image</source>
            <translation>Segunda imagen</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Sensitivity |C| of full reliability</source>
            <translation>Sensibilidad |C| de plena fiabilidad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Share of a downslope motion that the line of sight must see.</source>
            <translation>Proporción de un movimiento ladera abajo que debe ver la línea de visión.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Side of the square in which phase noise is correlated: filter and multi-looking. Hu et al. filtered with 8 × 8.</source>
            <translation>Lado del cuadrado en el que el ruido de fase está correlacionado: filtro y multilooking. Hu et al. filtraron con 8 × 8.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Smoothing of the DEM (m)</source>
            <translation>Suavizado del MDE (m)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Stable reference points</source>
            <translation>Puntos de referencia estables</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Standard deviation of the aspect (°)</source>
            <translation>Desviación típica de la orientación (°)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Standard deviation of the azimuth (°)</source>
            <translation>Desviación típica del acimut (°)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Standard deviation of the incidence (°)</source>
            <translation>Desviación típica de la incidencia (°)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Standard deviation of the slope (°)</source>
            <translation>Desviación típica de la pendiente (°)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Steepest ground of a reference (°)</source>
            <translation>Pendiente máxima del terreno de una referencia (°)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Tables (*.csv *.txt)</source>
            <translation>Tablas (*.csv *.txt)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>The azimuth is</source>
            <translation>El acimut es</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Their velocity is then that of the raster itself, of low reliability, with the error that the stable ground of the other landforms shows over large distances.</source>
            <translation>Su velocidad es entonces la del propio ráster, de baja fiabilidad, con el error que muestra a grandes distancias el terreno estable de las demás geoformas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Unit of both angles</source>
            <translation>Unidad de ambos ángulos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Unit of the line-of-sight raster</source>
            <translation>Unidad del ráster de línea de visión</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Unwrapped phase, displacement or velocity along the line of sight, one band, in any CRS: a GeoTIFF, or a geocoded MintPy file (velocity.h5). Dates, unit, wavelength and geometry are read from the file's tags, MintPy's attributes, Gamma's parameter files or HyP3's files beside it, where these tell; else give them below.</source>
            <translation>Fase desenrollada, desplazamiento o velocidad a lo largo de la línea de visión, una banda, en cualquier SRC: un GeoTIFF, o un archivo geocodificado de MintPy (velocity.h5). Las fechas, la unidad, la longitud de onda y la geometría se leen de las etiquetas del archivo, de los atributos de MintPy, de los archivos de parámetros de Gamma o de los archivos de HyP3 situados junto a él, cuando las indican; de lo contrario, indíquelas abajo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Velocities from less are marked as of low reliability.</source>
            <translation>Las velocidades obtenidas con menos se marcan como de baja fiabilidad.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <location filename="../../rock_glacier_mapper/processing/movingareas.py" />
            <source>Velocity raster</source>
            <translation>Ráster de velocidad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Wavelength (m)</source>
            <translation>Longitud de onda (m)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>Window of the phase filter (pixels)</source>
            <translation>Ventana del filtro de fase (píxeles)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>With several passes</source>
            <translation>Con varias pasadas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>auto: as the file says. rad is unwrapped phase.</source>
            <translation>auto: según el archivo. rad es fase desenrollada.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>combine: least squares along the downslope direction. best_pass: for each landform the pass that sees most of the motion.</source>
            <translation>combine: mínimos cuadrados a lo largo de la dirección ladera abajo. best_pass: para cada geoforma, la pasada que ve la mayor parte del movimiento.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>mean_vector: one sensitivity for the landform, the mean of its pixels'. uniform: one direction for all of it, mean slope and circular mean aspect (Hu et al.); velocities are some per cent lower where directions spread. per_pixel: each pixel moves down its own slope; for large landforms that bend.</source>
            <translation>mean_vector: una sensibilidad para la geoforma, la media de las de sus píxeles. uniform: una dirección para toda ella, con pendiente media y orientación media circular (Hu et al.); las velocidades son un pequeño porcentaje menores donde las direcciones se dispersan. per_pixel: cada píxel se mueve según su propia pendiente; para geoformas grandes que se curvan.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>to_satellite: from the ground to the satellite, clockwise from north (Sentinel-1 about 258 ascending, 102 descending). mintpy: the same direction, anti-clockwise (MintPy, ISCE). hyp3: anti-clockwise from east (lv_phi). heading_right, heading_left: flight direction, clockwise from north, of a radar that looks right (most) or left.</source>
            <translation>to_satellite: del suelo al satélite, en sentido horario desde el norte (Sentinel-1, unos 258 en ascendente, 102 en descendente). mintpy: la misma dirección, en sentido antihorario (MintPy, ISCE). hyp3: en sentido antihorario desde el este (lv_phi). heading_right, heading_left: dirección de vuelo, en sentido horario desde el norte, de un radar que mira a la derecha (la mayoría) o a la izquierda.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>toward or away from the satellite. Of phase: toward stands for the usual phase that grows with the range, away for the opposite. auto: by the file, else toward.</source>
            <translation>toward (hacia el satélite) o away (al alejarse de él). Para la fase: toward representa la fase habitual que aumenta con la distancia; away, la contraria. auto: según el archivo; si falta, toward.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>{label}: number (in the unit below)</source>
            <translation>{label}: número (en la unidad de abajo)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/insarparameters.py" />
            <source>{label}: raster</source>
            <translation>{label}: ráster</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inventoryreport.py" />
            <source>&lt;p&gt;The page has a map, the distributions of area, minimum elevation, slope, aspect, air and ground temperature, precipitation and solar radiation (as Sun et al. 2024, TPRoGI), tables by upslope category (Tables 2 and 3 of Hu et al. 2023) and by region, numbers by activity, kinematic attribute and reliability, systems and units, and velocities. What the inventory does not have is left out, and the page says so.&lt;/p&gt;&lt;p&gt;Each extended outline counts once, with the attributes of its primary marker. Left out are landforms that are no rock glacier (Landform 2), outlines that a review removed, and rejected candidates. A missing area is computed from the outline on the WGS 84 ellipsoid; nothing else is filled in.&lt;/p&gt;&lt;p&gt;Standard deviations are those of the sample, quartiles are interpolated linearly. The mean of aspects is circular, and each landform counts once in it; its resultant length R is 1 when all face the same way and 0 when they balance, and below 0.1 no mean is given. The mean weighted by area stands beside it. Bins hold their lower limit.&lt;/p&gt;&lt;p&gt;Grid: Lambert's azimuthal equal-area projection about the inventory's middle in whole degrees, so that all cells have the same area; for inventories that reach more than 60° from there, the cylindrical equal-area projection of EASE-Grid 2.0 (EPSG:6933). A rock glacier belongs to the cell, and to the region, in which its marker is, else a point in its outline.&lt;/p&gt;&lt;p&gt;What is reported is the file as it was saved; filters of a layer are not applied.&lt;/p&gt;</source>
            <translation>&lt;p&gt;La página tiene un mapa; las distribuciones de área, elevación mínima, pendiente, orientación, temperatura del aire y del suelo, precipitación y radiación solar (como en Sun et al. 2024, TPRoGI); tablas por categoría ladera arriba (tablas 2 y 3 de Hu et al. 2023) y por región; números por actividad, atributo cinemático y fiabilidad; sistemas y unidades, y velocidades. Lo que el inventario no contiene se omite, y la página lo indica.&lt;/p&gt;&lt;p&gt;Cada contorno extendido cuenta una vez, con los atributos de su marcador primario. Se omiten las geoformas que no son glaciares rocosos (Landform 2), los contornos que eliminó una revisión y los candidatos rechazados. Un área que falta se calcula a partir del contorno sobre el elipsoide WGS 84; no se rellena nada más.&lt;/p&gt;&lt;p&gt;Las desviaciones típicas son las de la muestra; los cuartiles se interpolan linealmente. La media de las orientaciones es circular, y cada geoforma cuenta una vez en ella; su longitud resultante R es 1 cuando todas tienen la misma orientación y 0 cuando se compensan, y por debajo de 0.1 no se da ninguna media. Junto a ella figura la media ponderada por área. Los intervalos de los histogramas incluyen su límite inferior.&lt;/p&gt;&lt;p&gt;Cuadrícula: proyección acimutal equivalente de Lambert centrada en el inventario, en grados enteros, de modo que todas las celdas tienen la misma área; para inventarios que se extienden más de 60° desde allí, la proyección cilíndrica equivalente de EASE-Grid 2.0 (EPSG:6933). Un glaciar rocoso pertenece a la celda, y a la región, en la que está su marcador; si falta, a la de un punto dentro de su contorno.&lt;/p&gt;&lt;p&gt;Lo que se informa es el archivo tal como se guardó; los filtros de una capa no se aplican.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inventoryreport.py" />
            <source>Cell size of the grid (km)</source>
            <translation>Tamaño de celda de la cuadrícula (km)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inventoryreport.py" />
            <source>Cells with rock glaciers</source>
            <translation>Celdas con glaciares rocosos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inventoryreport.py" />
            <source>Cells with rock glaciers: count, area_km2 (their total area), per_km2 (number by area of the cell), area_share (%), and means of the attributes; ASPECT_R is the resultant length of the aspects.</source>
            <translation>Celdas con glaciares rocosos: count, area_km2 (su área total), per_km2 (número entre el área de la celda), area_share (%) y medias de los atributos; ASPECT_R es la longitud resultante de las orientaciones.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inventoryreport.py" />
            <source>Figures and tables</source>
            <translation>Figuras y tablas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inventoryreport.py" />
            <source>GeoPackage of an inventory, or any of its layers; or any layer of outlines or points. Attributes are found under the names of this plugin (AREA in km²) and of TPRoGI (AREA in m²).</source>
            <translation>GeoPackage de un inventario, o cualquiera de sus capas; o cualquier capa de contornos o puntos. Los atributos se reconocen con los nombres de este complemento (AREA en km²) y de TPRoGI (AREA en m²).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inventoryreport.py" />
            <source>Inventory statistics and report</source>
            <translation>Estadísticas e informe del inventario</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inventoryreport.py" />
            <source>Length of a cell's side in kilometres.</source>
            <translation>Longitud del lado de una celda en kilómetros.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inventoryreport.py" />
            <source>Makes the figures and tables that a paper on a rock glacier inventory shows, and cells of 50 km with numbers, density and mean attributes.</source>
            <translation>Genera las figuras y tablas que muestra una publicación sobre un inventario de glaciares rocosos, y celdas de 50 km con números, densidad y atributos medios.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inventoryreport.py" />
            <source>One HTML file. A folder of the same name that ends in _files is made beside it, with each figure as PNG (300 dpi), SVG and PDF and each table as CSV; figures and tables of an earlier report there are replaced.</source>
            <translation>Un archivo HTML. Junto a él se crea una carpeta del mismo nombre que termina en _files, con cada figura en PNG (300 dpi), SVG y PDF y cada tabla en CSV; las figuras y tablas de un informe anterior que haya en ella se sustituyen.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inventoryreport.py" />
            <source>Polygons by which to group the rock glaciers, such as mountain ranges. Empty: the inventory's field SUBREGION, else Country.</source>
            <translation>Polígonos según los cuales agrupar los glaciares rocosos, como cordilleras. Vacío: el campo SUBREGION del inventario; si falta, Country.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inventoryreport.py" />
            <source>{layers}: unsaved edits are not in the report.</source>
            <translation>{layers}: las ediciones sin guardar no figuran en el informe.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inventoryreport.py" />
            <source>{name} cannot be read: {why}</source>
            <translation>{name} no se puede leer: {why}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inventorystyle.py" />
            <source>(not set)</source>
            <translation>(sin valor)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inventorystyle.py" />
            <source>the layer cannot be opened</source>
            <translation>la capa no se puede abrir</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inventorystyle.py" />
            <source>the style of the layer {name} could not be stored</source>
            <translation>no se pudo guardar el estilo de la capa {name}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inventorysymbols.py" />
            <source>No status</source>
            <translation>Sin estado</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inventorysymbols.py" />
            <source>No type</source>
            <translation>Sin tipo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inventorysymbols.py" />
            <source>Not assessed</source>
            <translation>Sin evaluar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inventorysymbols.py" />
            <source>Outline type</source>
            <translation>Tipo de contorno</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inventorysymbols.py" />
            <source>Review status</source>
            <translation>Estado de la revisión</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inventorysymbols.py" />
            <source>Rock glacier, activity not assessed</source>
            <translation>Glaciar rocoso, actividad sin evaluar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/inventorysymbols.py" />
            <source>Upslope connection (Hu et al.)</source>
            <translation>Conexión ladera arriba (Hu et al.)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/layeredits.py" />
            <source>Feature {number} of {layer} could not be changed.</source>
            <translation>No se pudo modificar el objeto espacial {number} de {layer}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/layeredits.py" />
            <source>Features of {layer} could not be deleted.</source>
            <translation>No se pudieron borrar objetos espaciales de {layer}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/layeredits.py" />
            <source>GO layer of an inventory</source>
            <translation>capa GO de un inventario</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/layeredits.py" />
            <source>{layer} cannot be edited now: another program has locked its file. Save or end the editing there, then try again.</source>
            <translation>{layer} no se puede editar ahora: otro programa ha bloqueado su archivo. Guarde o termine allí la edición e inténtelo de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/layeredits.py" />
            <source>{layer} cannot be edited. It may be open in another program.</source>
            <translation>{layer} no se puede editar. Puede que esté abierta en otro programa.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/layeredits.py" />
            <source>{layer} cannot hold a geometry of type {kind}. Use a multipart layer.</source>
            <translation>{layer} no puede contener una geometría de tipo {kind}. Use una capa multiparte.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/layeredits.py" />
            <source>{layer} has no coordinate reference system. Assign the right one first.</source>
            <translation>{layer} no tiene sistema de referencia de coordenadas. Asígnele antes el correcto.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/layeredits.py" />
            <source>{layer} is no {what}: it lacks the fields {names}. Make an inventory from it first with Create RGIK inventory.</source>
            <translation>{layer} no sirve como {what}: le faltan los campos {names}. Cree antes un inventario a partir de ella con Crear inventario RGIK.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/layeredits.py" />
            <source>{layer} is read-only. Unlock it (layer properties, or the file's permissions) or copy the inventory to a place where you may write.</source>
            <translation>{layer} es de solo lectura. Desbloquéela (propiedades de la capa, o permisos del archivo) o copie el inventario a un lugar en el que pueda escribir.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/layeredits.py" />
            <source>{layer} refuses a new feature. Does it allow its geometry type?</source>
            <translation>{layer} rechaza un objeto espacial nuevo. ¿Admite su tipo de geometría?</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/layers.py" />
            <source>{name}: the layer {layer} has no CRS. Set it in the layer properties.</source>
            <translation>{name}: la capa {layer} no tiene SRC. Defínalo en las propiedades de la capa.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/layers.py" />
            <location filename="../../rock_glacier_mapper/processing/validationinputs.py" />
            <source>{name}: {count} invalid geometries were repaired.</source>
            <translation>{name}: se repararon {count} geometrías no válidas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/layers.py" />
            <source>{name}: {count} invalid geometries without an area or a place on the Earth were left out, features {numbers}. Check them in the layer.</source>
            <translation>{name}: se omitieron {count} geometrías no válidas sin área o sin lugar en la Tierra, objetos espaciales {numbers}. Compruébelas en la capa.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/layersaving.py" />
            <source>The changes to {layer} could not be saved: {errors}</source>
            <translation>No se pudieron guardar los cambios de {layer}: {errors}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/layersaving.py" />
            <source>What had been saved before could not be taken back; restore the file from a copy.</source>
            <translation>Lo que ya se había guardado no se pudo revertir; restaure el archivo a partir de una copia.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>1 suits a processor, whose cores ONNX Runtime uses anyway, and one GPU. One for each GPU that the variable CUDA_VISIBLE_DEVICES names. Each needs memory of its own.</source>
            <translation>1 conviene a un procesador, cuyos núcleos ONNX Runtime usa de todos modos, y a una sola GPU. Uno por cada GPU que indique la variable CUDA_VISIBLE_DEVICES. Cada uno necesita memoria propia.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>&lt;p&gt;Does what &lt;i&gt;Predict heatmap&lt;/i&gt; and &lt;i&gt;Extract rock glaciers from heatmap&lt;/i&gt; do, in units of work that fit into memory. All scenes are mapped on one grid, those in another CRS or UTM zone are warped when they are read, and where scenes overlap their probabilities are combined. Rock glaciers on borders of units are extracted whole: the result does not depend on the units or the number of workers.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Resuming.&lt;/b&gt; What is finished is kept in a folder beside the output until the run is complete. After a crash, a power cut or a cancelled run, start the same run again: it goes on where it was. Units that failed, for example on a damaged scene, are named at the end and tried again.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Many workers.&lt;/b&gt; Several processes on this machine; the workers of a Dask cluster; or the tasks of a job array, each with its share. docs/deployment.md has recipes.&lt;/p&gt;&lt;p&gt;OUTPUT holds the layers candidates, rejected (with the reason) and units (what was done where, and what went wrong).&lt;/p&gt;</source>
            <translation>&lt;p&gt;Hace lo mismo que &lt;i&gt;Predecir mapa de probabilidad&lt;/i&gt; y &lt;i&gt;Extraer glaciares rocosos del mapa de probabilidad&lt;/i&gt;, en unidades de trabajo que caben en la memoria. Todas las escenas se cartografían en una misma cuadrícula, las que están en otro SRC o zona UTM se reproyectan al leerlas, y donde se solapan escenas se combinan sus probabilidades. Los glaciares rocosos situados en los límites de las unidades se extraen enteros: el resultado no depende de las unidades ni del número de procesos de trabajo.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Reanudación.&lt;/b&gt; Lo terminado se guarda en una carpeta junto a la salida hasta que la ejecución está completa. Tras un fallo, un corte de corriente o una ejecución cancelada, inicie de nuevo la misma ejecución: continúa donde estaba. Las unidades que fallaron, por ejemplo por una escena dañada, se indican al final y se intentan de nuevo.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Muchos procesos de trabajo.&lt;/b&gt; Varios procesos en este equipo; los procesos de trabajo de un clúster de Dask, o las tareas de una matriz de trabajos (job array), cada una con su parte. docs/deployment.md contiene recetas.&lt;/p&gt;&lt;p&gt;OUTPUT contiene las capas candidates, rejected (con el motivo) y units (qué se hizo y dónde, y qué falló).&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Address such as tcp://10.0.0.1:8786, whose workers then do the work. They need the plugin, and all files under the same paths. Empty: this machine.</source>
            <translation>Dirección, como tcp://10.0.0.1:8786, cuyos procesos de trabajo se encargan entonces de la tarea. Necesitan el complemento y todos los archivos en las mismas rutas. Vacío: este equipo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>CRS of the region</source>
            <translation>SRC de la región</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>CRS: this is no coordinate reference system.</source>
            <translation>CRS: esto no es un sistema de referencia de coordenadas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Dask scheduler</source>
            <translation>Planificador de Dask</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Field of the tile index with the dates</source>
            <translation>Campo del índice de teselas con las fechas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Field of the tile index with the paths</source>
            <translation>Campo del índice de teselas con las rutas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Folder for the work</source>
            <translation>Carpeta de trabajo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>For the layer of units. Empty: from the tag TIFFTAG_DATETIME or the file name.</source>
            <translation>Para la capa de unidades. Vacío: de la etiqueta TIFFTAG_DATETIME o del nombre del archivo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>For unfinished work; it needs about 4 bytes for each pixel and band. Empty: beside the output, its name with .job.</source>
            <translation>Para el trabajo sin terminar; necesita unos 4 bytes por píxel y banda. Vacío: junto a la salida, con el nombre de esta más .job.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>GeoPackage with the layers candidates, rejected and units.</source>
            <translation>GeoPackage con las capas candidates, rejected y units.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <location filename="../../resources/models/scene_to_candidates.model3" />
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>Heatmap</source>
            <translation>Mapa de probabilidad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Image files, a virtual raster (VRT), or vector layers of footprints with the paths of the images, as &lt;i&gt;gdaltindex&lt;/i&gt; writes them. Any CRS and overlap; earlier ones come first where that matters. Damaged ones are reported and left out.</source>
            <translation>Archivos de imagen, un ráster virtual (VRT), o capas vectoriales de huellas con las rutas de las imágenes, como las que escribe &lt;i&gt;gdaltindex&lt;/i&gt;. Cualquier SRC y solapamiento; cuando el orden importa, tienen prioridad las primeras. Las dañadas se comunican y se omiten.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Inventory of the candidates, as &lt;i&gt;Create RGIK inventory&lt;/i&gt; makes it.</source>
            <translation>Inventario de los candidatos, como lo crea &lt;i&gt;Crear inventario RGIK&lt;/i&gt;.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Keep the folder for the work</source>
            <translation>Conservar la carpeta de trabajo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Map a region</source>
            <translation>Cartografiar una región</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Maps the rock glaciers of a region of any size, from many scenes or one large mosaic to one layer of candidates; on one machine or many, and resumable.</source>
            <translation>Cartografía los glaciares rocosos de una región de cualquier tamaño, desde muchas escenas o un gran mosaico hasta una capa de candidatos; en uno o varios equipos, y de forma reanudable.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <location filename="../../resources/models/scene_to_candidates.model3" />
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <location filename="../../resources/models/training_round.model3" />
            <source>Model</source>
            <translation>Modelo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Number of units from earlier runs</source>
            <translation>Número de unidades de ejecuciones anteriores</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Number of units of work</source>
            <translation>Número de unidades de trabajo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Number of units that failed</source>
            <translation>Número de unidades que fallaron</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <location filename="../../resources/models/scene_to_candidates.model3" />
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>ONNX model. Empty: the shipped starter model.</source>
            <translation>Modelo ONNX. Vacío: el modelo inicial incluido.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>OUTPUT: name a file that ends in .gpkg.</source>
            <translation>OUTPUT: indique un archivo que termine en .gpkg.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Of the whole region, Cloud Optimized GeoTIFF.</source>
            <translation>De toda la región, como Cloud Optimized GeoTIFF.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Projected, in metres. Empty: that of most of the scenes' area (scenes in degrees count for their UTM zone). For a plateau of several zones an equal-area projection suits.</source>
            <translation>Proyectado, en metros. Vacío: el de la mayor parte del área de las escenas (las escenas en grados cuentan para su zona UTM). Para una meseta de varias zonas conviene una proyección equivalente.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>RGIK inventory</source>
            <translation>Inventario RGIK</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Relative paths start in the folder of the index.</source>
            <translation>Las rutas relativas parten de la carpeta del índice.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Rock glaciers of the region</source>
            <translation>Glaciares rocosos de la región</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Scenes (rasters, or a tile index)</source>
            <translation>Escenas (rásteres, o un índice de teselas)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Share of a job array</source>
            <translation>Parte de una matriz de trabajos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Side of a unit of work (pixels)</source>
            <translation>Lado de una unidad de trabajo (píxeles)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Smaller units spread better over many workers, larger ones waste less work at their rims. It does not change the result.</source>
            <translation>Las unidades pequeñas se reparten mejor entre muchos procesos de trabajo; las grandes desperdician menos trabajo en los bordes. No cambia el resultado.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Standard deviation of the probability over overlapping scenes, scales and the eight views of the test-time augmentation, which this switches on (eight times slower). Its mean over each candidate goes to the field uncertainty.</source>
            <translation>Desviación típica de la probabilidad entre las escenas que se solapan, las escalas y las ocho vistas del aumento en la inferencia, que así se activa (ocho veces más lento). Su media en cada candidato pasa al campo uncertainty.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>The inventory could not be made; see the log.</source>
            <translation>No se pudo crear el inventario; véase el registro.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>The work is kept in {folder}.</source>
            <translation>El trabajo se conserva en {folder}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>Uncertainty</source>
            <translation>Incertidumbre</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>When all went well too. Other thresholds can then be tried without predicting again.</source>
            <translation>También cuando todo haya ido bien. Así se pueden probar después otros umbrales sin predecir de nuevo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Where scenes overlap</source>
            <translation>Donde se solapan escenas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Whether the region is complete</source>
            <translation>Si la región está completa</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>Worker processes on this machine</source>
            <translation>Procesos de trabajo en este equipo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>k/n, such as 2/8: predict the k-th of n shares only, and end without output. When all shares are done, a run without SHARE completes the job.</source>
            <translation>k/n, como 2/8: predecir solo la k-ésima de n partes y terminar sin salida. Cuando todas las partes están hechas, una ejecución sin SHARE completa el trabajo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>mean: of the logits of the probabilities, which lets several dates vote; max: the highest; first: that of the first scene in the list with data.</source>
            <translation>mean: de los logits de las probabilidades, lo que permite que voten varias fechas; max: la más alta; first: la de la primera escena de la lista con datos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/mapregion.py" />
            <source>{count} units of {size} pixels; {folder} holds the work.</source>
            <translation>{count} unidades de {size} píxeles; {folder} contiene el trabajo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaedits.py" />
            <source>MA layer of an inventory</source>
            <translation>capa MA de un inventario</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaedits.py" />
            <source>There is no layer {code} beside {layer}. Choose the layer GO of an inventory made with Create RGIK inventory.</source>
            <translation>No hay ninguna capa {code} junto a {layer}. Elija la capa GO de un inventario hecho con Crear inventario RGIK.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaedits.py" />
            <source>{layer} is filtered, so that areas could be drawn twice. Remove its filter (layer menu, Filter).</source>
            <translation>{layer} está filtrada, por lo que algunas áreas podrían dibujarse dos veces. Quite su filtro (menú de la capa, Filtrar).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaedits.py" />
            <source>{layer} is no layer of moving areas: it has no field VelClass.</source>
            <translation>{layer} no es una capa de áreas en movimiento: no tiene el campo VelClass.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>1: also areas below 1 cm/yr, which say that data show little or no movement. 2: only areas that move.</source>
            <translation>1: también las áreas por debajo de 1 cm/yr, que indican que los datos muestran poco o ningún movimiento. 2: solo las áreas que se mueven.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>&lt;p&gt;&lt;b&gt;Moving areas&lt;/b&gt; are drawn from the velocity alone and are not cut to the outlines. The velocity is smoothed (3 × 3 cells, over data only), its magnitude classed (below 1, 1-3, 3-10, 10-30, 30-100 and above 100 cm/yr; lower limits belong to the class), and the cells of a class become polygons; holes of fewer than 4 cells are closed and parts of fewer than 20 cells dropped. RelMA is High when class and outline are sure: the class, when it holds for the velocity plus and minus its standard deviation in two thirds of the cells; the outline, when there are data on at least half of its outside. Medium when one of the two is sure (without standard deviations at most Medium), else Low; Low also where the line of sight hardly sees the slope, or the velocity is below its own error.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Kinematic attribute&lt;/b&gt; of each unit, on its restricted outline if there is one: where areas overlap the faster one counts; KinF1 to KinF6 are the shares of the unit. Below half of the unit it is Undefined. A class with more than half of the moving areas decides; else two neighbouring classes that hold more than 75 % together and 35 % each, of which the one that holds more of the front is taken (the quarter of the unit next to the lowest tenth of its outline by the DEM, else to the part that lies farthest along ASPECT); else it is Undefined, and the unit may have to be divided. RelKin is the mean grade of the areas, rounded down; one grade lower below 75 % of the unit or when the front decided; Low where the slope faces along the flight line. No moving area is no information, unless the raster shows less than 1 cm/yr on at least half of the unit. KinData says which route was taken.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Activity&lt;/b&gt; (ActiCl, with ActiAss 'Kinematic data') is a suggestion that a person has to confirm: dm/yr and faster Active (Active uncertain with low reliability), cm/yr Transitional, less Relict uncertain; else it stays empty.&lt;/p&gt;&lt;p&gt;What a person entered, drew or edited is kept, and what speaks of it with it: no automatic area is drawn on one of a person. A layer in edit mode stays in edit mode, and the changes can be undone as one step a layer; otherwise they are saved, all or none.&lt;/p&gt;&lt;p&gt;The RGIK guidelines expect that a person draws moving areas from interferograms; those of this algorithm are a starting point.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Las &lt;b&gt;áreas en movimiento&lt;/b&gt; se trazan solo a partir de la velocidad y no se recortan por los contornos. La velocidad se suaviza (3 × 3 celdas, solo donde hay datos), su magnitud se clasifica (menos de 1, 1-3, 3-10, 10-30, 30-100 y más de 100 cm/yr; los límites inferiores pertenecen a la clase), y las celdas de una clase se convierten en polígonos; los agujeros de menos de 4 celdas se cierran y las partes de menos de 20 celdas se descartan. RelMA es Alta cuando la clase y el contorno son seguros: la clase, cuando se cumple para la velocidad más y menos su desviación típica en dos tercios de las celdas; el contorno, cuando hay datos al menos en la mitad de su exterior. Media cuando uno de los dos es seguro (sin desviaciones típicas, como máximo Media); si no, Baja; Baja también donde la línea de visión apenas ve la ladera, o la velocidad es menor que su propio error.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Atributo cinemático&lt;/b&gt; de cada unidad, en su contorno restringido si lo hay: donde se solapan áreas cuenta la más rápida; KinF1 a KinF6 son las proporciones de la unidad. Por debajo de la mitad de la unidad es Indefinido. Decide una clase que ocupa más de la mitad de las áreas en movimiento; si no la hay, dos clases vecinas que ocupan más del 75 % juntas y el 35 % cada una, de las que se toma la que ocupa una parte mayor del frente (el cuarto de la unidad más próximo a la décima parte más baja de su contorno según el MDE; sin él, a la parte más alejada en la dirección de ASPECT); en los demás casos es Indefinido, y puede que haya que dividir la unidad. RelKin es el grado medio de las áreas, redondeado hacia abajo; un grado menos por debajo del 75 % de la unidad o cuando decidió el frente; Baja donde la ladera está orientada según la línea de vuelo. La ausencia de un área en movimiento no aporta información, salvo que el ráster muestre menos de 1 cm/yr al menos en la mitad de la unidad. KinData indica qué vía se siguió.&lt;/p&gt;&lt;p&gt;La &lt;b&gt;actividad&lt;/b&gt; (ActiCl, con ActiAss «Datos cinemáticos») es una sugerencia que una persona debe confirmar: dm/yr y más rápido, Activo (Activo incierto con fiabilidad baja); cm/yr, Transicional; menos, Relicto incierto; en los demás casos queda vacía.&lt;/p&gt;&lt;p&gt;Lo que una persona introdujo, dibujó o editó se conserva, y con ello lo que de ello trata: no se traza ningún área automática sobre una de una persona. Una capa en modo edición sigue en modo edición, y los cambios se pueden deshacer como un solo paso por capa; de lo contrario, se guardan todos o ninguno.&lt;/p&gt;&lt;p&gt;Las directrices del RGIK esperan que una persona trace las áreas en movimiento a partir de interferogramas; las de este algoritmo son un punto de partida.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>Areas that were drawn automatically, that nobody edited, and that lie in the extent of the raster are replaced. Without it they stay, for example those of another period.</source>
            <translation>Se sustituyen las áreas que se trazaron automáticamente, que nadie editó y que están dentro de la extensión del ráster. Sin esta opción se mantienen, por ejemplo las de otro período.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>Cut the corners of cells</source>
            <translation>Cortar las esquinas de las celdas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>Data and technique</source>
            <translation>Datos y técnica</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>DataTech of the moving areas, for example InSAR Sentinel-1 descending, 12 days. Empty: what the raster says, and its file name.</source>
            <translation>DataTech de las áreas en movimiento, por ejemplo InSAR Sentinel-1 descending, 12 days. Vacío: lo que indica el ráster, y su nombre de archivo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>Distance around the outlines (m)</source>
            <translation>Distancia alrededor de los contornos (m)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>Empty: layer MA of the same GeoPackage. Without a velocity raster any layer with a field VelClass, which is only read. With one, the areas are written to this layer.</source>
            <translation>Vacío: la capa MA del mismo GeoPackage. Sin un ráster de velocidad, cualquier capa con un campo VelClass, que solo se lee. Con uno, las áreas se escriben en esta capa.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>Figures</source>
            <translation>Figuras</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>Folder for the same figures, as PNG (300 dpi), SVG and PDF each.</source>
            <translation>Carpeta para las mismas figuras, cada una en PNG (300 dpi), SVG y PDF.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>Kinematic attribute from</source>
            <translation>Atributo cinemático a partir de</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>Landforms with pictures</source>
            <translation>Geoformas con imágenes</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>Moving areas are drawn up to this distance from an outline (restricted ones do not matter), so that stable ground and other landforms farther away are left out.</source>
            <translation>Las áreas en movimiento se trazan hasta esta distancia de un contorno (los restringidos no cuentan), de modo que se omiten el terreno estable y otras geoformas más alejados.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>One file: table of all units, statistics, histogram and box plot by upslope category, and velocity map and profile of single landforms.</source>
            <translation>Un archivo: tabla de todas las unidades, estadísticas, histograma y diagrama de caja por categoría ladera arriba, y mapa de velocidad y perfil de geoformas individuales.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>Outlines run from middle to middle of the cells' edges, by which an area loses half a cell in all. Without it they follow the cells.</source>
            <translation>Los contornos van de punto medio a punto medio de los bordes de las celdas, con lo que un área pierde en total media celda. Sin esta opción siguen las celdas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>Replace automatic moving areas</source>
            <translation>Sustituir las áreas en movimiento automáticas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>Slowest class that is drawn</source>
            <translation>Clase más lenta que se traza</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>The fastest ones, among equals the largest, get a velocity map and a profile in the report.</source>
            <translation>Las más rápidas y, a igualdad, las mayores reciben un mapa de velocidad y un perfil en el informe.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>Time of the observation</source>
            <translation>Período de la observación</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>TimeObs of the moving areas, for example Jul-Sep 2018-2020. Empty: the tags OBS_START and OBS_END of the raster.</source>
            <translation>TimeObs de las áreas en movimiento, por ejemplo Jul-Sep 2018-2020. Vacío: las etiquetas OBS_START y OBS_END del ráster.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>Unit of the velocities</source>
            <translation>Unidad de las velocidades</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>What the velocities are</source>
            <translation>Qué son las velocidades</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>auto: by the description of the band. RGIK's moving areas may also be drawn from velocities along the line of sight; their magnitude is classed as it is, and is smaller than that of the movement.</source>
            <translation>auto: según la descripción de la banda. Las áreas en movimiento del RGIK también se pueden trazar a partir de velocidades a lo largo de la línea de visión; su magnitud se clasifica tal cual, y es menor que la del movimiento.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>auto: unit of the band, or tag UNIT; when the file does not say it, the unit has to be chosen.</source>
            <translation>auto: la unidad de la banda, o la etiqueta UNIT; cuando el archivo no la indica, hay que elegir la unidad.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaparameters.py" />
            <source>moving_areas: as described above. mean_velocity: the mean downslope velocity of the unit (VDS_MEAN, filled by Downslope velocity from InSAR), where KIN_QC is ok. moving_areas_else_mean: the second where the first gives nothing.</source>
            <translation>moving_areas: como se describe arriba. mean_velocity: la velocidad media ladera abajo de la unidad (VDS_MEAN, rellenada por Velocidad ladera abajo por InSAR), donde KIN_QC es ok. moving_areas_else_mean: la segunda donde la primera no da nada.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareas.py" />
            <source>Delineate moving areas and kinematic attribute</source>
            <translation>Delinear áreas en movimiento y atributo cinemático</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareas.py" />
            <source>Draws moving areas by velocity class and fills the kinematic attribute, its reliability and a suggestion of the activity of an inventory's units, in place.</source>
            <translation>Traza áreas en movimiento por clase de velocidad y rellena el atributo cinemático, su fiabilidad y una sugerencia de la actividad de las unidades de un inventario, en la propia capa.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareas.py" />
            <source>Layer GO of an inventory made with Create RGIK inventory; MA and PM of the same GeoPackage are edited in place. As a path: inventory.gpkg|layername=GO.</source>
            <translation>Capa GO de un inventario hecho con Crear inventario RGIK; se editan las propias capas MA y PM del mismo GeoPackage. Como ruta: inventory.gpkg|layername=GO.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareas.py" />
            <source>Made with Downslope velocity from InSAR or Surface displacement from two images, or any raster of velocities, also along the line of sight. Its band and unit are read from the file. Empty: the moving areas that are there already count.</source>
            <translation>Hecho con Velocidad ladera abajo por InSAR o Desplazamiento superficial entre dos imágenes, o cualquier ráster de velocidades, también a lo largo de la línea de visión. Su banda y su unidad se leen del archivo. Vacío: cuentan las áreas en movimiento ya existentes.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareas.py" />
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>Markers with new values</source>
            <translation>Marcadores con valores nuevos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareas.py" />
            <source>Moving areas drawn</source>
            <translation>Áreas en movimiento trazadas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareas.py" />
            <source>PM layer of an inventory</source>
            <translation>capa PM de un inventario</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareas.py" />
            <source>Tells which end of a unit is the front, and where the profiles run. Without it the field ASPECT does, as Populate RGIK attributes fills it.</source>
            <translation>Indica qué extremo de una unidad es el frente y por dónde discurren los perfiles. Sin él lo hace el campo ASPECT, tal como lo rellena Rellenar atributos RGIK.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareas.py" />
            <source>There are no moving areas and no velocity raster. Choose one under {name}, or the route mean_velocity.</source>
            <translation>No hay áreas en movimiento ni ráster de velocidad. Elija uno en {name}, o la vía mean_velocity.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareas.py" />
            <source>Units with a kinematic attribute</source>
            <translation>Unidades con atributo cinemático</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareas.py" />
            <source>{known} of {total} units have a kinematic attribute.</source>
            <translation>{known} de {total} unidades tienen un atributo cinemático.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareas.py" />
            <source>{path} does not say from when to when it was observed (tags OBS_START and OBS_END), which a moving area has to say. Fill in {name}.</source>
            <translation>{path} no indica de cuándo a cuándo se observó (etiquetas OBS_START y OBS_END), lo que un área en movimiento debe indicar. Rellene {name}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareas.py" />
            <source>{path} has no velocities on or near the outlines. Does it cover them, and is its CRS right?</source>
            <translation>{path} no tiene velocidades en los contornos ni cerca de ellos. ¿Los cubre, y es correcto su SRC?</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/movingareaunits.py" />
            <source>{layer} has no outline whose marker in PM may be a rock glacier. Is it filtered, or empty?</source>
            <translation>{layer} no tiene ningún contorno cuyo marcador en PM pueda ser un glaciar rocoso. ¿Está filtrada, o vacía?</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/outlineedits.py" />
            <source>{count} outlines are invalid; their attributes are those of the repaired shape. Repair them with the vertex tool.</source>
            <translation>{count} contornos no son válidos; sus atributos son los de la forma reparada. Repárelos con la herramienta de vértices.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/polygons.py" />
            <source>the other CRS</source>
            <translation>el otro SRC</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/polygons.py" />
            <source>{name}: feature {id} cannot be transformed to {crs}. Check its coordinates, and the CRS of its layer (layer properties, Source).</source>
            <translation>{name}: el objeto {id} no se puede transformar a {crs}. Compruebe sus coordenadas y el SRC de su capa (propiedades de la capa, Fuente).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>&lt;p&gt;Fields, as in TPRoGI: AREA in km² on the WGS 84 ellipsoid; ELE_MIN, ELE_MEAN, ELE_MEDIAN and ELE_MAX in metres; SLO_MIN, SLO_MEAN, SLO_MEDIAN and SLO_MAX in degrees (Horn 1981); ASPECT, the circular mean of the downslope direction in degrees clockwise from true north, weighted by the sine of the slope; ASPECT_R, its strength from 0 to 1. ASPECT stays empty where its strength is below 0.1.&lt;/p&gt;&lt;p&gt;Size: LENGTH along the centre line from the upper to the lower rim (of compact landforms and broad lobes along the mean flow direction), WIDTH, the mean width (area divided by length), and FRONT_H, the height of the front from its foot to its upper edge, where the DEM shows a front (extended outlines, cells up to 45 m), all in metres. ELE_SRC names the DEM.&lt;/p&gt;&lt;p&gt;From further inputs: PISR, MAAT, MAGT and AP (annual precipitation); GLA_DIST, the distance from the upper rim to the nearest glacier; and, in the markers (layer PM), the suggested upslope connection UpslCon with the category of Hu et al. in UpslHu and the evidence in UpslEvid. Fields without an input are left as they are.&lt;/p&gt;&lt;p&gt;DEM cells whose centre lies in the outline count; with fewer than five, all cells that it touches. An outline with data in less than half of its cells gets no terrain values.&lt;/p&gt;&lt;p&gt;Values entered or changed by a person are kept: a field is written only when it is empty, or when its companion field (such as AREASrc) says 'auto' and the value is still the one that was written automatically.&lt;/p&gt;&lt;p&gt;A layer in edit mode stays in edit mode and the changes can be undone; otherwise they are saved, all or none. Also available under &lt;i&gt;Edit features in-place&lt;/i&gt;, for the selected outlines; the markers are not edited there.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Campos, como en TPRoGI: AREA en km² sobre el elipsoide WGS 84; ELE_MIN, ELE_MEAN, ELE_MEDIAN y ELE_MAX en metros; SLO_MIN, SLO_MEAN, SLO_MEDIAN y SLO_MAX en grados (Horn 1981); ASPECT, la media circular de la dirección ladera abajo en grados en sentido horario desde el norte geográfico, ponderada por el seno de la pendiente; ASPECT_R, su intensidad de 0 a 1. ASPECT queda vacío donde su intensidad es inferior a 0.1.&lt;/p&gt;&lt;p&gt;Tamaño: LENGTH a lo largo de la línea central desde el borde superior hasta el inferior (en geoformas compactas y lóbulos anchos, en la dirección media del flujo), WIDTH, la anchura media (área dividida entre longitud), y FRONT_H, la altura del frente desde su pie hasta su borde superior, donde el MDE muestra un frente (contornos extendidos, celdas de hasta 45 m), todo en metros. ELE_SRC nombra el MDE.&lt;/p&gt;&lt;p&gt;De otras entradas: PISR, MAAT, MAGT y AP (precipitación anual); GLA_DIST, la distancia desde el borde superior hasta el glaciar más cercano; y, en los marcadores (capa PM), la conexión ladera arriba sugerida UpslCon, con la categoría de Hu et al. en UpslHu y los indicios en UpslEvid. Los campos sin entrada quedan como están.&lt;/p&gt;&lt;p&gt;Cuentan las celdas del MDE cuyo centro está dentro del contorno; si son menos de cinco, todas las que toca. Un contorno con datos en menos de la mitad de sus celdas no recibe valores del terreno.&lt;/p&gt;&lt;p&gt;Los valores introducidos o modificados por una persona se conservan: un campo solo se escribe cuando está vacío, o cuando su campo acompañante (como AREASrc) dice 'auto' y el valor sigue siendo el que se escribió automáticamente.&lt;/p&gt;&lt;p&gt;Una capa en modo edición sigue en modo edición y los cambios se pueden deshacer; de lo contrario, se guardan todos o ninguno. También disponible en &lt;i&gt;Editar objetos de la capa activa&lt;/i&gt;, para los contornos seleccionados; allí los marcadores no se editan.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>Cells of more than 2.5 km give the bilinear value at a point on the outline's surface, finer ones the mean of the cells in the outline. One band, or twelve for the months from January.</source>
            <translation>Las celdas de más de 2.5 km dan el valor bilineal en un punto sobre la superficie del contorno; las más finas, la media de las celdas del contorno. Una banda, o doce para los meses a partir de enero.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Choose a digital elevation model.</source>
            <translation>Elija un modelo digital de elevaciones.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>Elevation in metres, first band, any CRS and resolution. Slopes depend on the resolution: use the same DEM for all landforms that are compared.</source>
            <translation>Elevación en metros, primera banda, cualquier SRC y resolución. Las pendientes dependen de la resolución: use el mismo MDE para todas las geoformas que se comparen.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>Fills area, size, elevation, slope, aspect, climate, glacier distance and the upslope connection of an inventory's outlines, in place and as one undo step.</source>
            <translation>Rellena el área, el tamaño, la elevación, la pendiente, la orientación, el clima, la distancia a glaciares y la conexión ladera arriba de los contornos de un inventario, en la propia capa y como un solo paso que se puede deshacer.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>For example FLDAS.</source>
            <translation>Por ejemplo, FLDAS.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>For example GPM IMERG.</source>
            <translation>Por ejemplo, GPM IMERG.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>For example Obu et al.</source>
            <translation>Por ejemplo, Obu et al.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>Leave values of an earlier run as they are. Without it they are computed anew; values of a person are kept either way.</source>
            <translation>Dejar como están los valores de una ejecución anterior. Sin esta opción se calculan de nuevo; los valores de una persona se conservan en cualquier caso.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>Made with Potential incoming solar radiation; the mean of the cells in the outline.</source>
            <translation>Hecho con Radiación solar entrante potencial; la media de las celdas del contorno.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>One of the layers {layers} is in edit mode and {layer} is not in the project. Add it to the project, or save or discard the edits first.</source>
            <translation>Una de las capas {layers} está en modo edición y {layer} no está en el proyecto. Añádala al proyecto, o guarde o descarte antes las ediciones.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>Outlines left as they were</source>
            <translation>Contornos sin cambios</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>Outlines of today's glaciers, for example of the RGI. With them GLA_DIST is measured and the upslope connection suggested.</source>
            <translation>Contornos de los glaciares actuales, por ejemplo del RGI. Con ellos se mide GLA_DIST y se sugiere la conexión ladera arriba.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>Outlines with new values</source>
            <translation>Contornos con valores nuevos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>Populate RGIK attributes</source>
            <translation>Rellenar atributos RGIK</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>Potential incoming solar radiation (kWh m⁻² a⁻¹)</source>
            <translation>Radiación solar entrante potencial (kWh m⁻² a⁻¹)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>Precipitation</source>
            <translation>Precipitación</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>Primary markers (PM layer)</source>
            <translation>Marcadores primarios (capa PM)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>There is no layer PM beside {layer}: the upslope connection is not written. Choose the layer under {name}.</source>
            <translation>No hay ninguna capa PM junto a {layer}: la conexión ladera arriba no se escribe. Elija la capa en {name}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>There is not enough memory. Select fewer outlines.</source>
            <translation>No hay memoria suficiente. Seleccione menos contornos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>Unit of the precipitation</source>
            <translation>Unidad de la precipitación</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>Unit of the temperatures</source>
            <translation>Unidad de las temperaturas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>Where the suggestions of the upslope connection go. Empty: layer PM of the same GeoPackage.</source>
            <translation>Adónde van las sugerencias de la conexión ladera arriba. Vacío: la capa PM del mismo GeoPackage.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>auto: as the file says, else by its values, each raster by itself.</source>
            <translation>auto: según el archivo; si no la indica, según sus valores, cada ráster por separado.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>auto: as the file says; when it does not, the unit has to be chosen. mm_per_month is the mean of the months; kg_m2_s1 is kg m⁻² s⁻¹.</source>
            <translation>auto: según el archivo; cuando no la indica, hay que elegir la unidad. mm_per_month es la media de los meses; kg_m2_s1 es kg m⁻² s⁻¹.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>{count} of {total} outlines lie outside the DEM or mostly on its gaps; their elevation, slope and aspect stay empty.</source>
            <translation>{count} de {total} contornos quedan fuera del MDE o en su mayor parte en sus huecos; su elevación, pendiente y orientación quedan vacías.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/populateattributes.py" />
            <source>{updated} outlines got new values, {skipped} did not.</source>
            <translation>{updated} contornos recibieron valores nuevos, {skipped} no.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>&lt;p&gt;The network comes from an ONNX file, which says which channels and resolution it needs. The image is resampled to that resolution where it differs by more than 10 %; an image in degrees goes to its UTM zone. Channels that no input offers (coherence, DEM, near infrared) are passed as missing; the prediction is then less certain.&lt;/p&gt;&lt;p&gt;&lt;b&gt;The shipped model is a starter model.&lt;/b&gt; It was trained on generated scenes and on few real landforms; its card (models/README.md) gives its figures on a place that it never saw. Expect to train your own for real mapping.&lt;/p&gt;&lt;p&gt;The image is worked on in tiles. A rim as wide as the network's receptive field is discarded from each, so the result does not depend on the tile size or the extent. Larger tiles waste less work in rims; the size is chosen for the memory that is allowed. No GPU is needed; one is used where ONNX Runtime can. The log says which device runs and why.&lt;/p&gt;&lt;p&gt;Finished tiles are kept beside the output until the run is complete. After a crash, a power cut or a cancelled run, the same run goes on where it stopped.&lt;/p&gt;</source>
            <translation>&lt;p&gt;La red procede de un archivo ONNX, que indica qué canales y qué resolución necesita. La imagen se remuestrea a esa resolución cuando difiere en más del 10 %; una imagen en grados pasa a su zona UTM. Los canales que ninguna entrada ofrece (coherencia, MDE, infrarrojo cercano) se pasan como ausentes; la predicción es entonces menos segura.&lt;/p&gt;&lt;p&gt;&lt;b&gt;El modelo incluido es un modelo inicial.&lt;/b&gt; Se entrenó con escenas generadas y con pocas geoformas reales; su ficha (models/README.md) da sus cifras en un lugar que nunca vio. Cuente con entrenar el suyo propio para una cartografía real.&lt;/p&gt;&lt;p&gt;La imagen se procesa por teselas. De cada una se descarta un borde tan ancho como el campo receptivo de la red, de modo que el resultado no depende del tamaño de tesela ni de la extensión. Las teselas grandes desperdician menos trabajo en los bordes; el tamaño se elige según la memoria permitida. No se necesita ninguna GPU; se usa una cuando ONNX Runtime puede. El registro indica qué dispositivo se usa y por qué.&lt;/p&gt;&lt;p&gt;Las teselas terminadas se guardan junto a la salida hasta que la ejecución está completa. Tras un fallo, un corte de corriente o una ejecución cancelada, la misma ejecución continúa donde se detuvo.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>A run that was stopped, for whatever reason, then goes on where it was when it is started again with the same inputs, parameters and output.</source>
            <translation>Una ejecución que se detuvo, por el motivo que sea, continúa entonces donde estaba cuando se inicia de nuevo con las mismas entradas, los mismos parámetros y la misma salida.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>Area to map</source>
            <translation>Área que se cartografía</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>Channels that no input offers, passed as missing: {roles}</source>
            <translation>Canales que ninguna entrada ofrece, pasados como ausentes: {roles}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <location filename="../../resources/models/scene_to_candidates.model3" />
            <location filename="../../resources/models/scene_to_inventory.model3" />
            <source>Cloud Optimized GeoTIFF with overviews, probability 0 to 1.</source>
            <translation>Cloud Optimized GeoTIFF con pirámides, probabilidad de 0 a 1.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>Computes for every pixel of a satellite image the probability (0 to 1) that it belongs to a rock glacier.</source>
            <translation>Calcula para cada píxel de una imagen de satélite la probabilidad (0 a 1) de que pertenezca a un glaciar rocoso.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>Execution provider</source>
            <translation>Proveedor de ejecución</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>Keep finished tiles until complete</source>
            <translation>Guardar las teselas terminadas hasta completar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>Mean of the prediction over the eight rotations and reflections of each tile: a little better, eight times slower.</source>
            <translation>Media de la predicción sobre las ocho rotaciones y reflexiones de cada tesela: algo mejor, ocho veces más lento.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>Memory for tiles (MB)</source>
            <translation>Memoria para teselas (MB)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>Multi-band image, for example Sentinel-2 at 10 m, or the output of &lt;i&gt;Prepare image stack&lt;/i&gt;.</source>
            <translation>Imagen multibanda, por ejemplo Sentinel-2 a 10 m, o la salida de &lt;i&gt;Preparar pila de imágenes&lt;/i&gt;.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>On every side of a tile. Empty: the receptive field that the model states, which makes the result independent of the tiling; less is faster and may show seams.</source>
            <translation>En cada lado de una tesela. Vacío: el campo receptivo que indica el modelo, con el que el resultado no depende de la división en teselas; con menos es más rápido, pero pueden verse costuras.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>Polygons; pixels outside get no data, tiles outside are skipped.</source>
            <translation>Polígonos; los píxeles de fuera quedan sin datos, las teselas de fuera se omiten.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>Predict heatmap</source>
            <translation>Predecir mapa de probabilidad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>Rim to discard (pixels)</source>
            <translation>Borde que se descarta (píxeles)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>Satellite image or image stack</source>
            <translation>Imagen de satélite o pila de imágenes</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>Scales</source>
            <translation>Escalas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>Scales at which the image is looked at, separated by commas; the result is the mean. Empty: those that the model was calibrated for; the shipped one for 0.7,1,1.4, which takes three and a half times as long as 1 alone. Hu et al. (2023) used six from 0.5 to 1.75.</source>
            <translation>Escalas a las que se examina la imagen, separadas por comas; el resultado es la media. Vacío: aquellas para las que se calibró el modelo; el incluido, para 0.7,1,1.4, que tarda tres veces y media lo que tarda 1 solo. Hu et al. (2023) usaron seis, de 0.5 a 1.75.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>Side of a tile with its rim. Larger is faster and needs more memory. Empty: chosen for the memory that is allowed.</source>
            <translation>Lado de una tesela con su borde. Cuanto mayor, más rápido y más memoria necesaria. Vacío: se elige según la memoria permitida.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>Standard deviation of the probability over the scales and the eight views of the test-time augmentation, which this switches on (eight times slower).</source>
            <translation>Desviación típica de la probabilidad entre las escalas y las ocho vistas del aumento en la inferencia, que así se activa (ocho veces más lento).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>Storage of the probability</source>
            <translation>Almacenamiento de la probabilidad</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>Test-time augmentation</source>
            <translation>Aumento en la inferencia (test-time augmentation)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>The image is resampled to {resolution:.2f} m in {crs}.</source>
            <translation>La imagen se remuestrea a {resolution:.2f} m en {crs}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Threshold of the model</source>
            <translation>Umbral del modelo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>Tile size (pixels)</source>
            <translation>Tamaño de tesela (píxeles)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>Tiles</source>
            <translation>Teselas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>Tiles are made as large as this allows, and never larger than half of the free memory. Only where no tile size is given. It does not change the result.</source>
            <translation>Las teselas se hacen tan grandes como esto permite, y nunca mayores que la mitad de la memoria libre. Solo cuando no se indica un tamaño de tesela. No cambia el resultado.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>Tiles skipped</source>
            <translation>Teselas omitidas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictheatmap.py" />
            <source>uint16: probability times 10 000, with the scale in the file, so that QGIS and GDAL show 0 to 1; uint8: times 250, smallest file; float32: as it is.</source>
            <translation>uint16: probabilidad por 10 000, con la escala en el archivo, de modo que QGIS y GDAL muestran de 0 a 1; uint8: por 250, el archivo más pequeño; float32: tal cual.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictionparameters.py" />
            <source>Blocks of 64 pixels that lie wholly beyond it get probability 0. Empty: no limit.</source>
            <translation>Los bloques de 64 píxeles que están enteramente más allá reciben probabilidad 0. Vacío: sin límite.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictionparameters.py" />
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Device</source>
            <translation>Dispositivo</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictionparameters.py" />
            <source>Highest elevation (m)</source>
            <translation>Elevación máxima (m)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictionparameters.py" />
            <source>Leave out flat terrain</source>
            <translation>Omitir el terreno llano</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictionparameters.py" />
            <source>Lowest elevation (m)</source>
            <translation>Elevación mínima (m)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictionparameters.py" />
            <source>Model {name}: {channels}; {resolution:g} m</source>
            <translation>Modelo {name}: {channels}; {resolution:g} m</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictionparameters.py" />
            <source>Of the network's arithmetic. auto: half precision on a GPU where it changes the probability little, else single precision.</source>
            <translation>De los cálculos de la red. auto: media precisión en una GPU cuando cambia poco la probabilidad; si no, precisión simple.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictionparameters.py" />
            <source>Plains, lakes and wide valley floors, where a 64-pixel block and its neighbours are flatter than 5°, get probability 0 and cost no time. Only with a DEM or a slope band.</source>
            <translation>Las llanuras, los lagos y los fondos de valle anchos, donde un bloque de 64 píxeles y sus vecinos tienen menos de 5°, reciben probabilidad 0 y no cuestan tiempo. Solo con un MDE o una banda de pendiente.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/predictionparameters.py" />
            <source>auto: the GPU where ONNX Runtime can use it, else the processor; cpu; or one of ONNX Runtime's ways to a GPU (NVIDIA: cuda, tensorrt; Windows: directml; Apple: coreml), or an error that says what is missing.</source>
            <translation>auto: la GPU cuando ONNX Runtime puede usarla; si no, el procesador; cpu; o una de las vías de ONNX Runtime hacia una GPU (NVIDIA: cuda, tensorrt; Windows: directml; Apple: coreml), o un error que indica qué falta.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/preparestack.py" />
            <source>(none named)</source>
            <translation>(ninguno indicado)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/preparestack.py" />
            <source>&lt;p&gt;The output holds physical values (reflectance 0 to 1, coherence 0 to 1, slope in degrees, topographic position in metres) as 32-bit floats with nodata -9999. It is the input for training patches; &lt;i&gt;Predict heatmap&lt;/i&gt; takes it too, but does not need it.&lt;/p&gt;&lt;p&gt;An image in degrees goes to its UTM zone. 16-bit integers count as reflectance times 10 000; 8-bit images are mapped to 0 to 1 and are then no reflectance. A pixel that is 0 in all bands of an image without a nodata value counts as no data.&lt;/p&gt;</source>
            <translation>&lt;p&gt;La salida contiene valores físicos (reflectancia de 0 a 1, coherencia de 0 a 1, pendiente en grados, posición topográfica en metros) como números de coma flotante de 32 bits con valor sin datos (nodata) -9999. Es la entrada para los parches de entrenamiento; &lt;i&gt;Predecir mapa de probabilidad&lt;/i&gt; también la admite, pero no la necesita.&lt;/p&gt;&lt;p&gt;Una imagen en grados pasa a su zona UTM. Los enteros de 16 bits cuentan como reflectancia por 10 000; las imágenes de 8 bits se llevan a 0 a 1 y entonces no son reflectancia. En una imagen sin valor sin datos (nodata), un píxel que es 0 en todas las bandas cuenta como sin datos.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/preparestack.py" />
            <source>Added to the values of an integer image before they become reflectance: -1000 for Sentinel-2 level 2A from processing baseline 04.00 (January 2022) on, if the provider has not removed it.</source>
            <translation>Se suma a los valores de una imagen de enteros antes de convertirlos en reflectancia: -1000 para Sentinel-2 de nivel 2A a partir de la línea base de procesamiento 04.00 (enero de 2022), si el proveedor no lo ha corregido.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/preparestack.py" />
            <source>CHANNELS: no input offers any of the channels {roles}.</source>
            <translation>CHANNELS: ninguna entrada ofrece alguno de los canales {roles}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/preparestack.py" />
            <source>Channels</source>
            <translation>Canales</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/preparestack.py" />
            <source>Channels written</source>
            <translation>Canales escritos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/preparestack.py" />
            <source>Channels: {roles}</source>
            <translation>Canales: {roles}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/preparestack.py" />
            <source>Empty: the model's, else the image's own.</source>
            <translation>Vacío: la del modelo; si falta, la propia de la imagen.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/preparestack.py" />
            <source>GeoTIFF, float32, nodata -9999, band descriptions = roles.</source>
            <translation>GeoTIFF, float32, nodata -9999, descripciones de las bandas = funciones.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/preparestack.py" />
            <source>Model whose channels to prepare</source>
            <translation>Modelo cuyos canales se preparan</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/preparestack.py" />
            <source>Multi-band image: Sentinel-2 (10 m), PlanetScope, Pléiades or other, as reflectance or display values.</source>
            <translation>Imagen multibanda: Sentinel-2 (10 m), PlanetScope, Pléiades u otra, como reflectancia o valores de visualización.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/preparestack.py" />
            <source>Not offered by any input, left out: {roles}</source>
            <translation>No ofrecidos por ninguna entrada, sin usar: {roles}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/preparestack.py" />
            <source>ONNX model whose channel list and resolution are taken. Empty: see Channels.</source>
            <translation>Modelo ONNX cuya lista de canales y cuya resolución se toman. Vacío: véase Canales.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/preparestack.py" />
            <source>Offset of integer reflectance (digital numbers)</source>
            <translation>Offset de la reflectancia en enteros (niveles digitales)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/preparestack.py" />
            <source>Prepare image stack</source>
            <translation>Preparar pila de imágenes</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/preparestack.py" />
            <source>Puts the bands of a satellite image, Sentinel-1 coherence and terrain channels from a DEM onto one grid in metres, with the band descriptions saying what is what.</source>
            <translation>Lleva las bandas de una imagen de satélite, la coherencia de Sentinel-1 y los canales del terreno de un MDE a una misma cuadrícula en metros, con descripciones de las bandas que indican qué es cada una.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/preparestack.py" />
            <source>Resolution (metres per pixel)</source>
            <translation>Resolución (metros por píxel)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/preparestack.py" />
            <source>Roles to write, separated by commas, for example blue,green,red,nir,slope. Empty: all that the inputs offer. Not used with a model.</source>
            <translation>Funciones que se escriben, separadas por comas, por ejemplo blue,green,red,nir,slope. Vacío: todas las que ofrecen las entradas. No se usa con un modelo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/preparestack.py" />
            <source>The image has 8 bits: its values are no reflectance.</source>
            <translation>La imagen tiene 8 bits: sus valores no son reflectancia.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/provider.py" />
            <source>The graphical model {file} could not be read.</source>
            <translation>No se pudo leer el modelo gráfico {file}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>&lt;p&gt;The talus of front and lateral margins is the belt along the edge of an extended outline that is steeper than 30° on the smoothed DEM and falls towards the edge; the top quarter of the elevation range, where the slope above feeds the landform, is left alone. The restricted outline follows the upper break of slope. None is added where there is no such talus, or where less than 40 % of the area would remain.&lt;/p&gt;&lt;p&gt;The new outlines are suggestions: they are marked as automatic and unreviewed, their reliability stays empty, and a belt narrower than about three DEM cells is missed. A unit that has a restricted outline keeps it; with 'Replace earlier suggestions' automatic ones are worked out anew, unless a person has edited or reviewed them.&lt;/p&gt;&lt;p&gt;Fronts that measure more than 50 m from their upper edge to their foot are exaggerated (TPRoGI); they are reported, and on request the extended outlines are cut back to 50 m, as far as they are automatic, unreviewed and unedited. Values that were filled automatically for an outline that changes become empty: run Populate RGIK attributes again.&lt;/p&gt;&lt;p&gt;A layer in edit mode stays in edit mode and the changes can be undone; otherwise they are saved, all or none.&lt;/p&gt;</source>
            <translation>&lt;p&gt;El talud de derrubios del frente y de los márgenes laterales es la franja a lo largo del borde de un contorno extendido que supera los 30° en el MDE suavizado y desciende hacia el borde; el cuarto superior del intervalo de elevación, donde la ladera situada encima alimenta la geoforma, no se toca. El contorno restringido sigue la ruptura de pendiente superior. No se añade ninguno donde no hay tal talud, o donde quedaría menos del 40 % del área.&lt;/p&gt;&lt;p&gt;Los contornos nuevos son sugerencias: se marcan como automáticos y sin revisar, su fiabilidad queda vacía, y una franja más estrecha que unas tres celdas del MDE pasa inadvertida. Una unidad que tiene un contorno restringido lo mantiene; con «Sustituir sugerencias anteriores», los automáticos se elaboran de nuevo, salvo que una persona los haya editado o revisado.&lt;/p&gt;&lt;p&gt;Los frentes que miden más de 50 m desde su borde superior hasta su pie están exagerados (TPRoGI); se comunican y, si se pide, los contornos extendidos se recortan a 50 m, siempre que sean automáticos, sin revisar y sin editar. Los valores que se rellenaron automáticamente para un contorno que cambia se vacían: ejecute de nuevo Rellenar atributos RGIK.&lt;/p&gt;&lt;p&gt;Una capa en modo edición sigue en modo edición y los cambios se pueden deshacer; de lo contrario, se guardan todos o ninguno.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Adds restricted outlines (front and margin talus outside) to an inventory, worked out from the extended ones and a DEM, in place and as one undo step.</source>
            <translation>Añade a un inventario contornos restringidos (con el talud del frente y de los márgenes fuera), elaborados a partir de los extendidos y un MDE, en la propia capa y como un solo paso que se puede deshacer.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Cut back exaggerated fronts</source>
            <translation>Recortar los frentes exagerados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Cut extended outlines back where their front is wider than allowed. Outlines that a person has drawn, edited or reviewed are only reported.</source>
            <translation>Recortar los contornos extendidos donde su frente es más ancho de lo permitido. Los contornos que una persona ha dibujado, editado o revisado solo se comunican.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Elevation in metres, first band, any CRS; with cells of 10 m or less if possible.</source>
            <translation>Elevación en metros, primera banda, cualquier SRC; a ser posible con celdas de 10 m o menos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Exaggerated fronts</source>
            <translation>Frentes exagerados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Extended outlines cut back</source>
            <translation>Contornos extendidos recortados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Greatest width of the front (m)</source>
            <translation>Anchura máxima del frente (m)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Ground steeper than this counts as talus.</source>
            <translation>El terreno más inclinado que esto cuenta como talud.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Horizontal distance from the upper edge of the front to its foot from which a front counts as exaggerated.</source>
            <translation>Distancia horizontal del borde superior del frente a su pie a partir de la cual un frente se considera exagerado.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Least share of the area that remains (0 to 1)</source>
            <translation>Proporción mínima del área que queda (0 a 1)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Least slope of the talus (°)</source>
            <translation>Pendiente mínima del talud (°)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>No outline is added when less remains of the extended one.</source>
            <translation>No se añade ningún contorno cuando queda menos del extendido.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>No outline of {layer} is selected.</source>
            <translation>No hay ningún contorno de {layer} seleccionado.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Replace earlier suggestions</source>
            <translation>Sustituir sugerencias anteriores</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Restricted outlines added</source>
            <translation>Contornos restringidos añadidos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Restricted outlines replaced</source>
            <translation>Contornos restringidos sustituidos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Selected outlines only</source>
            <translation>Solo los contornos seleccionados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Standard deviation of the Gaussian that smooths the DEM. More smoothing ignores ridges and furrows but misses narrow margins.</source>
            <translation>Desviación típica de la gaussiana que suaviza el MDE. Un suavizado mayor ignora crestas y surcos, pero pasa por alto los márgenes estrechos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Suggest restricted outlines</source>
            <translation>Sugerir contornos restringidos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Units that keep their restricted outline</source>
            <translation>Unidades que mantienen su contorno restringido</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Units without a suggestion</source>
            <translation>Unidades sin sugerencia</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Work on the extended outlines that are selected in the layer.</source>
            <translation>Trabajar con los contornos extendidos seleccionados en la capa.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>Work out automatic restricted outlines anew, unless a person has edited or reviewed them.</source>
            <translation>Elaborar de nuevo los contornos restringidos automáticos, salvo que una persona los haya editado o revisado.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>cells of more than 40 m are too coarse; use a DEM of 30 m or better.</source>
            <translation>las celdas de más de 40 m son demasiado gruesas; use un MDE de 30 m o mejor.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>the DEM has too little data within them.</source>
            <translation>el MDE tiene muy pocos datos dentro de ellos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>their front and margins are nowhere as steep as talus.</source>
            <translation>su frente y sus márgenes no son en ninguna parte tan inclinados como un talud de derrubios.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>they are smaller than a cell of the DEM.</source>
            <translation>son más pequeños que una celda del MDE.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>they lie outside the DEM.</source>
            <translation>quedan fuera del MDE.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>too little of their area would be left without the talus.</source>
            <translation>sin el talud quedaría muy poco de su área.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>{added} restricted outlines added, {replaced} replaced; {kept} units keep theirs, {skipped} get none.</source>
            <translation>{added} contornos restringidos añadidos, {replaced} sustituidos; {kept} unidades mantienen los suyos, {skipped} no reciben ninguno.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>{count} fronts are wider than {most:g} m from upper edge to foot: {names}. Cut the extended outlines back there. {cut} were cut back now.</source>
            <translation>{count} frentes miden más de {most:g} m desde el borde superior hasta el pie: {names}. Recorte allí los contornos extendidos. Ahora se recortaron {cut}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>{count} of {total} extended outlines are left out: they have no polygon, no PrimaryID, or one that another outline has too. Check inventory finds them.</source>
            <translation>{count} de {total} contornos extendidos se omiten: no tienen polígono, no tienen PrimaryID, o tienen uno que también tiene otro contorno. Comprobar inventario los encuentra.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>{count} outlines changed; the automatic values of the old ones were emptied. Run Populate RGIK attributes again.</source>
            <translation>Cambiaron {count} contornos; los valores automáticos de los antiguos se vaciaron. Ejecute de nuevo Rellenar atributos RGIK.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/restrictedoutlines.py" />
            <source>{count} outlines get no restricted one: {reason}</source>
            <translation>{count} contornos no reciben uno restringido: {reason}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>(outside)</source>
            <translation>(fuera)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>&lt;p&gt;Each reviewer gets the same markers in an order of his own, in a layer REVIEWER_1, REVIEWER_2 and so on of one GeoPackage. The validation panel shows him one marker after the other and nothing of the inventory. Sun et al. (2024, TPRoGI) had two reviewers answer about 5 % of 44,273 markers.&lt;/p&gt;&lt;p&gt;Strata get markers in proportion to their numbers of landforms, and at least one. The layer SAMPLE tells what each marker is, its stratum, and how many landforms it stands for (weight): do not show it to reviewers.&lt;/p&gt;&lt;p&gt;Without control points the answers tell how many of the mapped landforms are right, but not what was missed. Control points are random places where nothing is mapped; a yes there is a miss. With them, the layers of reviewers have neither identifiers nor strata, which would give them away.&lt;/p&gt;&lt;p&gt;The same seed draws the same sample. A file in which reviewers have answered is never replaced.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Cada revisor recibe los mismos marcadores en un orden propio, en una capa REVIEWER_1, REVIEWER_2, etc. de un GeoPackage. El panel de validación le muestra un marcador tras otro y nada del inventario. En Sun et al. (2024, TPRoGI), dos revisores respondieron alrededor del 5 % de 44 273 marcadores.&lt;/p&gt;&lt;p&gt;Los estratos reciben marcadores en proporción a su número de geoformas, y al menos uno. La capa SAMPLE indica qué es cada marcador, su estrato y cuántas geoformas representa (weight): no la muestre a los revisores.&lt;/p&gt;&lt;p&gt;Sin puntos de control, las respuestas indican cuántas de las geoformas cartografiadas son correctas, pero no qué se omitió. Los puntos de control son lugares aleatorios donde no hay nada cartografiado; un sí allí es una omisión. Con ellos, las capas de los revisores no tienen ni identificadores ni estratos, que los delatarían.&lt;/p&gt;&lt;p&gt;La misma semilla extrae la misma muestra. Un archivo en el que han respondido revisores nunca se sustituye.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>Area of control points</source>
            <translation>Área de los puntos de control</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>Control points</source>
            <translation>Puntos de control</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>Draw a validation sample</source>
            <translation>Extraer una muestra de validación</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>Draws landforms of an inventory at random, stratified and without replacement, as markers that independent reviewers answer with yes, no, uncertain or undefined.</source>
            <translation>Extrae geoformas de un inventario al azar, de forma estratificada y sin reemplazo, como marcadores a los que revisores independientes responden con sí, no, incierto o indefinido.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>Each region is a stratum; landforms outside are one more.</source>
            <translation>Cada región es un estrato; las geoformas de fuera son uno más.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>Expected share of yes (%)</source>
            <translation>Proporción esperada de sí (%)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>Field of the inventory, such as UpslCon or SUBREGION; each of its values is a stratum. With regions, too, each combination is.</source>
            <translation>Campo del inventario, como UpslCon o SUBREGION; cada uno de sus valores es un estrato. Si además hay regiones, lo es cada combinación.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>Field with strata</source>
            <translation>Campo con los estratos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>For the same; 50 is the most careful, 87 what TPRoGI found.</source>
            <translation>Para lo mismo; 50 es lo más prudente, 87 lo que halló TPRoGI.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>For what is drawn and in which order.</source>
            <translation>Para lo que se extrae y en qué orden.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>From every landform of the inventory.</source>
            <translation>De cada geoforma del inventario.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>GeoPackage with a layer of points for each reviewer and the key, SAMPLE.</source>
            <translation>GeoPackage con una capa de puntos para cada revisor y la clave, SAMPLE.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>How many layers to make.</source>
            <translation>Cuántas capas se crean.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>INVENTORY: there are no landforms to draw from.</source>
            <translation>INVENTORY: no hay geoformas de las que extraer la muestra.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>OUTPUT: reviewers have answered in {path} ({layers}), so that it is not replaced. Choose another name.</source>
            <translation>OUTPUT: han respondido revisores en {path} ({layers}), por lo que no se sustituye. Elija otro nombre.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>Polygons such as layer GO of an inventory or candidates, which get a marker inside; or primary markers. Restricted outlines and what a review removed are left out.</source>
            <translation>Polígonos, como la capa GO de un inventario o candidatos, que reciben un marcador en su interior; o marcadores primarios. Se omiten los contornos restringidos y lo que eliminó una revisión.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>Random places where nothing is mapped, mixed with the markers, so that misses show.</source>
            <translation>Lugares aleatorios donde no hay nada cartografiado, mezclados con los marcadores, para que se vean las omisiones.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>Reviewers</source>
            <translation>Revisores</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>STRATA: the inventory has no field {name}.</source>
            <translation>STRATA: el inventario no tiene el campo {name}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>Sample</source>
            <translation>Muestra</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>Sample needed for the wanted half-width</source>
            <translation>Muestra necesaria para la semiamplitud deseada</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>Share of the landforms, rounded up. The log tells how wide the interval of the result will be.</source>
            <translation>Proporción de las geoformas, redondeada hacia arriba. El registro indica lo ancho que será el intervalo del resultado.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>Share to draw (%)</source>
            <translation>Proporción que se extrae (%)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>Smallest distance of control points (metres)</source>
            <translation>Distancia mínima de los puntos de control (metros)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>Stratum {name}: {count} of {all} landforms.</source>
            <translation>Estrato {name}: {count} de {all} geoformas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>The log tells how large a sample is needed for it, with 95 % confidence.</source>
            <translation>El registro indica el tamaño de muestra necesario para ella, con una confianza del 95 %.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>Wanted half-width of the interval (%)</source>
            <translation>Semiamplitud deseada del intervalo (%)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>Where control points may be, such as ground above the tree line. Empty: the convex hull of the inventory. Any CRS.</source>
            <translation>Dónde puede haber puntos de control, como el terreno por encima del límite del bosque. Vacío: la envolvente convexa del inventario. Cualquier SRC.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/samplemarkers.py" />
            <source>{size} of {population} landforms were drawn. If {share:.0%} are answered yes, the 95 % interval of that share is ± {half:.1%}. For ± {wanted:.1%} {needed} are needed, {percent:.1%} of the landforms (binomial, without replacement).</source>
            <translation>Se extrajeron {size} de {population} geoformas. Si al {share:.0%} se responde que sí, el intervalo del 95 % de esa proporción es de ± {half:.1%}. Para ± {wanted:.1%} se necesitan {needed}, el {percent:.1%} de las geoformas (binomial, sin reemplazo).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/sinks.py" />
            <source>(the disk may be full). Free some space, or choose another place.</source>
            <translation>(puede que el disco esté lleno). Libere espacio o elija otro lugar.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/sinks.py" />
            <source>{name} could not be written.</source>
            <translation>No se pudo escribir {name}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>&lt;p&gt;After Kumar et al. (1997), with the latitude of every cell, true north, and horizon angles from the DEM with the Earth's curvature. The DEM may be in degrees.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Two variants, never to be mixed in one inventory.&lt;/b&gt; &lt;i&gt;kumar&lt;/i&gt; is the physical one: direct, diffuse and reflected radiation through a clear atmosphere that gets thinner with the elevation. &lt;i&gt;tprogi&lt;/i&gt; is the direct radiation without an atmosphere: the values published in the TPRoGI inventory (mean 2930 kWh m⁻² a⁻¹) are only reached so, although its authors do not say it. A slope of 18° at 33° north and 4700 m gets about 2500 by the first and 3000 by the second.&lt;/p&gt;&lt;p&gt;Terrain beyond the edge of the DEM casts no shade, so the DEM should reach as far beyond the area of interest as the search radius. Cells at the edge of the DEM and beside no data have no slope and thus no value.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Según Kumar et al. (1997), con la latitud de cada celda, el norte geográfico y los ángulos de horizonte del MDE con la curvatura terrestre. El MDE puede estar en grados.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Dos variantes, que nunca deben mezclarse en un mismo inventario.&lt;/b&gt; &lt;i&gt;kumar&lt;/i&gt; es la física: radiación directa, difusa y reflejada a través de una atmósfera despejada que se hace más tenue con la elevación. &lt;i&gt;tprogi&lt;/i&gt; es la radiación directa sin atmósfera: solo así se alcanzan los valores publicados en el inventario TPRoGI (media 2930 kWh m⁻² a⁻¹), aunque sus autores no lo indican. Una ladera de 18° a 33° norte y 4700 m recibe unos 2500 según la primera y 3000 según la segunda.&lt;/p&gt;&lt;p&gt;El terreno más allá del borde del MDE no proyecta sombra, por lo que el MDE debería extenderse más allá del área de interés tanto como el radio de búsqueda. Las celdas en el borde del MDE y junto a zonas sin datos no tienen pendiente y, por tanto, tampoco valor.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>Albedo of the surroundings</source>
            <translation>Albedo del entorno</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>Between two positions of the sun. 30 is right to 0.1 % on unshaded slopes.</source>
            <translation>Entre dos posiciones del sol. 30 es exacto hasta el 0.1 % en laderas sin sombra.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>Cells with a value</source>
            <translation>Celdas con valor</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>Computes from a DEM how much energy the sun sends to each cell in a year without clouds, in kilowatt hours per square metre, with the shade of the terrain.</source>
            <translation>Calcula a partir de un MDE cuánta energía envía el sol a cada celda en un año sin nubes, en kilovatios hora por metro cuadrado, con la sombra del terreno.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>Copy of the polygons with the fields PISR (mean of the cells whose centre is inside, kWh m⁻² a⁻¹) and PISR_VAR (the variant). Where less than half of the cells have a value, PISR is NULL.</source>
            <translation>Copia de los polígonos con los campos PISR (media de las celdas cuyo centro está dentro, kWh m⁻² a⁻¹) y PISR_VAR (la variante). Donde menos de la mitad de las celdas tienen un valor, PISR es NULL.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>Day step (days)</source>
            <translation>Paso en días (días)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>Directions</source>
            <translation>Direcciones</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>GeoTIFF, float32, kWh m⁻² a⁻¹, nodata -9999; its tags name the variant, the steps and the DEM.</source>
            <translation>GeoTIFF, float32, kWh m⁻² a⁻¹, nodata -9999; sus etiquetas indican la variante, los pasos y el MDE.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>How far terrain can cast shade.</source>
            <translation>Hasta qué distancia puede proyectar sombra el terreno.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>In which the horizon is looked up; between them it is interpolated. 64 in steep relief.</source>
            <translation>En las que se busca el horizonte; entre ellas se interpola. 64 en relieve abrupto.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>Landforms, for example the GO layer of an inventory. The raster covers their bounds (or the extent), and parts of it far from any polygon are left without data. Needed for the means.</source>
            <translation>Geoformas, por ejemplo la capa GO de un inventario. El ráster cubre los límites de su conjunto (o la extensión), y sus partes alejadas de todo polígono quedan sin datos. Necesarias para las medias.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>One band, in any CRS; the output has its cells. Elevations in metres, or in feet when the band's unit says so.</source>
            <translation>Una banda, en cualquier SRC; la salida tiene sus celdas. Elevaciones en metros, o en pies cuando lo dice la unidad de la banda.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>One day stands for so many. 5 is right to 0.1 %.</source>
            <translation>Un día representa a este número de días. 5 es exacto hasta el 0.1 %.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>Part of the DEM to compute; terrain outside still casts shade. Empty: all of it.</source>
            <translation>Parte del MDE que se calcula; el terreno de fuera sigue proyectando sombra. Vacío: todo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>Polygons</source>
            <translation>Polígonos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>Polygons with mean radiation</source>
            <translation>Polígonos con radiación media</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>Search radius (kilometres)</source>
            <translation>Radio de búsqueda (kilómetros)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>Shade of the terrain</source>
            <translation>Sombra del terreno</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>Share of the light that the ground around reflects: 0.2 without snow. Not used by tprogi.</source>
            <translation>Proporción de la luz que refleja el terreno circundante: 0.2 sin nieve. tprogi no la usa.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>Solar radiation</source>
            <translation>Radiación solar</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>Terrain beyond the edge of the DEM casts no shade: cells within {radius:g} km of the edge may get too much. Choose an extent that leaves such a rim.</source>
            <translation>El terreno más allá del borde del MDE no proyecta sombra: las celdas a menos de {radius:g} km del borde pueden recibir demasiado. Elija una extensión que deje ese margen.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>The DEM reaches only {reach:.1f} km beyond the {what}, less than the search radius of {radius:g} km. Terrain farther away casts no shade: the horizon is a lower bound and the radiation may be too high.</source>
            <translation>El MDE solo se extiende {reach:.1f} km más allá de {what}, menos que el radio de búsqueda de {radius:g} km. El terreno más lejano no proyecta sombra: el horizonte es un límite inferior y la radiación puede ser demasiado alta.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>Time step (minutes)</source>
            <translation>Paso de tiempo (minutos)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>Variant</source>
            <translation>Variante</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>Variant: {variant}</source>
            <translation>Variante: {variant}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>Whether higher terrain hides the sun. Without, only the slope itself turns away from it; much faster.</source>
            <translation>Si el terreno más alto oculta el sol. Sin esta opción, solo la propia ladera se aparta de él; mucho más rápido.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>extent</source>
            <translation>la extensión</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>kumar: direct, diffuse and reflected radiation, air mass by the pressure at the cell's elevation. tprogi: direct radiation without an atmosphere, comparable with TPRoGI's values.</source>
            <translation>kumar: radiación directa, difusa y reflejada, masa de aire según la presión a la elevación de la celda. tprogi: radiación directa sin atmósfera, comparable con los valores de TPRoGI.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>polygons</source>
            <translation>los polígonos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>{name} needs {polygons}.</source>
            <translation>{name} necesita {polygons}.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/solarradiation.py" />
            <source>{name}: choose a DEM.</source>
            <translation>{name}: elija un MDE.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackdisplacement.py" />
            <source>FIRST and SECOND are the same image. Choose two of other dates.</source>
            <translation>FIRST y SECOND son la misma imagen. Elija dos de fechas distintas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackdisplacement.py" />
            <source>RMSE on stable ground (metres)</source>
            <translation>RMSE en terreno estable (metros)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackdisplacement.py" />
            <source>Stable ground ({where}): {count} vectors; median {dx:+.3f} m east, {dy:+.3f} m north taken off ({model}); then RMSE {rmse_x:.3f} and {rmse_y:.3f} m, NMAD {nmad_x:.3f} and {nmad_y:.3f} m ({rate:.3f} m/yr), {outliers:.0f} % outliers.</source>
            <translation>Terreno estable ({where}): {count} vectores; mediana restada: {dx:+.3f} m al este, {dy:+.3f} m al norte ({model}); después, RMSE {rmse_x:.3f} y {rmse_y:.3f} m, NMAD {nmad_x:.3f} y {nmad_y:.3f} m ({rate:.3f} m/yr), {outliers:.0f} % de valores atípicos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackdisplacement.py" />
            <source>Surface displacement from two images</source>
            <translation>Desplazamiento superficial entre dos imágenes</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackdisplacement.py" />
            <source>Tracks surface features between two images of different dates: displacement vectors and velocities in metres per year, with their errors from stable ground.</source>
            <translation>Sigue rasgos de la superficie entre dos imágenes de fechas distintas: vectores de desplazamiento y velocidades en metros por año, con sus errores a partir de terreno estable.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackdisplacement.py" />
            <source>Valid vectors</source>
            <translation>Vectores válidos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackdisplacement.py" />
            <source>Window {window} pixels ({metres:.3g} m), step {step:.3g} m, search {radius} pixels, {years:.3g} years.</source>
            <translation>Ventana de {window} píxeles ({metres:.3g} m), paso de {step:.3g} m, búsqueda de {radius} píxeles, {years:.3g} años.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackdisplacement.py" />
            <source>{layer} cannot be opened. Check the path and the name of the layer.</source>
            <translation>{layer} no se puede abrir. Compruebe la ruta y el nombre de la capa.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackdisplacement.py" />
            <source>{name}: choose an image.</source>
            <translation>{name}: elija una imagen.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackdisplacement.py" />
            <source>{updated} of {total} outlines got a velocity; {outside} lie outside of the images, {without} have none (see KIN_QC).</source>
            <translation>{updated} de {total} contornos recibieron una velocidad; {outside} quedan fuera de las imágenes, {without} no tienen ninguna (véase KIN_QC).</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>&lt;p&gt;Finds how far the surface moved between two co-registered orthophotos (or satellite images, hillshades, DEMs) of different dates. For points on a lattice, the window around the point in the first image is looked for in the second: by normalised cross-correlation, then by least-squares matching to a few hundredths of a pixel. Only horizontal motion is seen.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Stable ground.&lt;/b&gt; The images never fit perfectly. What moves on stable ground is taken off everywhere, and its scatter (normalised median absolute deviation) is the standard deviation of a vector. Give polygons of ground that surely does not move, near the rock glaciers and at their height; without them everything outside of the inventory's outlines counts as stable.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Filters.&lt;/b&gt; A vector counts (valid = 1) when the correlation and the signal-to-noise ratio are high enough, it agrees with its neighbours (normalised median test, Westerweel and Scarano 2005) and is no faster than looked for. The others stay in the table with the reason: no_texture, search_edge, no_convergence, low_correlation, low_snr, too_fast, inconsistent, isolated.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Inventory.&lt;/b&gt; With an inventory, each outline gets the mean, median and 90th percentile of the horizontal velocity along its aspect (with a DEM, else along the mean displacement) in cm/yr, its standard deviation and the period, in the same fields as with Downslope velocity from InSAR; KIN_QC says that it is feature tracking, or why there is no velocity: no_data, low_correlation (too few valid vectors), high_error, upslope_sign. Values entered by a person are kept. A layer in edit mode stays so, and the changes can be undone.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Determina cuánto se movió la superficie entre dos ortofotos corregistradas (o imágenes de satélite, sombreados o MDE) de fechas distintas. Para los puntos de una malla, la ventana en torno al punto de la primera imagen se busca en la segunda: por correlación cruzada normalizada y después por ajuste de mínimos cuadrados hasta unas centésimas de píxel. Solo se ve el movimiento horizontal.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Terreno estable.&lt;/b&gt; Las imágenes nunca encajan perfectamente. El movimiento que aparece en terreno estable se resta en todas partes, y su dispersión (desviación absoluta mediana normalizada) es la desviación típica de un vector. Indique polígonos de terreno que con seguridad no se mueva, cerca de los glaciares rocosos y a su altura; sin ellos, todo lo que queda fuera de los contornos del inventario cuenta como estable.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Filtros.&lt;/b&gt; Un vector cuenta (valid = 1) cuando la correlación y la relación señal/ruido son suficientemente altas, concuerda con sus vecinos (prueba de la mediana normalizada, Westerweel y Scarano 2005) y no es más rápido de lo que se busca. Los demás quedan en la tabla con el motivo: no_texture, search_edge, no_convergence, low_correlation, low_snr, too_fast, inconsistent, isolated.&lt;/p&gt;&lt;p&gt;&lt;b&gt;Inventario.&lt;/b&gt; Con un inventario, cada contorno recibe la media, la mediana y el percentil 90 de la velocidad horizontal según su orientación (con un MDE; si no, según el desplazamiento medio) en cm/yr, su desviación típica y el período, en los mismos campos que con Velocidad ladera abajo por InSAR; KIN_QC indica que se trata de seguimiento de rasgos, o por qué no hay velocidad: no_data, low_correlation (muy pocos vectores válidos), high_error, upslope_sign. Los valores introducidos por una persona se conservan. Una capa en modo edición sigue en él, y los cambios se pueden deshacer.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Coefficient between the windows at the match, 0 to 1. With orientation, 0.3 will do.</source>
            <translation>Coeficiente entre las ventanas en la coincidencia, de 0 a 1. Con orientation basta con 0.3.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Correction on stable ground</source>
            <translation>Corrección en terreno estable</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Correlation at the match over the root mean square elsewhere in the search area.</source>
            <translation>Correlación en la coincidencia, dividida entre la media cuadrática en el resto del área de búsqueda.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>DEM for the aspect of the outlines</source>
            <translation>MDE para la orientación de los contornos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Date of the first image</source>
            <translation>Fecha de la primera imagen</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Date of the second image</source>
            <translation>Fecha de la segunda imagen</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Day of acquisition of the {which} image, as 2015-08-20. When only the year or month is known, 2015 or 2015-08: its middle is taken. Empty: from the file's tags, else from its name.</source>
            <translation>Día de adquisición de la imagen {which}, como 2015-08-20. Cuando solo se conoce el año o el mes, 2015 o 2015-08: se toma su punto medio. Vacío: de las etiquetas del archivo; si faltan, de su nombre.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Displacement vectors</source>
            <translation>Vectores de desplazamiento</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Distance between the points. Vectors nearer than a window share pixels and are not independent.</source>
            <translation>Distancia entre los puntos. Los vectores más próximos que una ventana comparten píxeles y no son independientes.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Elevation in metres. With it, velocities of landforms count along their mean aspect and may come out negative; without, along the mean displacement.</source>
            <translation>Elevación en metros. Con ella, las velocidades de las geoformas cuentan según su orientación media y pueden resultar negativas; sin ella, según el desplazamiento medio.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>First (older) image</source>
            <translation>Primera imagen (más antigua)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>GeoTIFF of valid vectors: speed, east, north, signal to noise, standard deviation; nodata -9999. Its tags hold unit, dates and the statistics of the stable ground. Input of Delineate moving areas.</source>
            <translation>GeoTIFF de los vectores válidos: rapidez, este, norte, señal/ruido, desviación típica; nodata -9999. Sus etiquetas contienen la unidad, las fechas y las estadísticas del terreno estable. Entrada de Delinear áreas en movimiento.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>How far to search: this times the years between the images. Rock glaciers seldom exceed a few metres a year. Too large costs time and makes false matches more likely.</source>
            <translation>Hasta dónde buscar: este valor por los años entre las imágenes. Los glaciares rocosos rara vez superan unos pocos metros al año. Un valor excesivo cuesta tiempo y hace más probables las coincidencias falsas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Largest deviation from the neighbours</source>
            <translation>Desviación máxima respecto a los vecinos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Largest relative error of an outline's velocity (%)</source>
            <translation>Error relativo máximo de la velocidad de un contorno (%)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Largest velocity to look for (m/yr)</source>
            <translation>Velocidad máxima que se busca (m/yr)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Least correlation</source>
            <translation>Correlación mínima</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Least share of valid vectors in an outline (%)</source>
            <translation>Proporción mínima de vectores válidos en un contorno (%)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Least signal-to-noise ratio</source>
            <translation>Relación señal/ruido mínima</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Orthophoto, satellite image, hillshade or DEM. Of three or more bands the first three are taken as red, green and blue and made grey; else the first band counts. Its pixels are the unit of the search.</source>
            <translation>Ortofoto, imagen de satélite, sombreado o MDE. Con tres o más bandas, las tres primeras se toman como rojo, verde y azul y se convierten en gris; si no, cuenta la primera banda. Sus píxeles son la unidad de la búsqueda.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Outlines that get their kinematic fields filled in place, and that are never stable ground. As a path: inventory.gpkg|layername=GO.</source>
            <translation>Contornos cuyos campos cinemáticos se rellenan en la propia capa, y que nunca son terreno estable. Como ruta: inventory.gpkg|layername=GO.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Outlines whose standard deviation is a larger share of the mean get no velocity.</source>
            <translation>Los contornos cuya desviación típica es una proporción mayor de la media no reciben velocidad.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Outlines with less get no velocity.</source>
            <translation>Los contornos con menos no reciben velocidad.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Points with dx and dy (metres to true east and north), displ_m, speed, v_east, v_north and sigma (m/yr; sigma is the standard deviation of a component), azimuth (degrees), corr, snr, valid and reason; drawn as arrows.</source>
            <translation>Puntos con dx y dy (metros hacia el este y el norte geográficos), displ_m, speed, v_east, v_north y sigma (m/yr; sigma es la desviación típica de una componente), azimuth (grados), corr, snr, valid y reason; se dibujan como flechas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Polygons that surely do not move: bedrock, old moraines, meadows with texture; not snow, ice, water, scree or shadow. Empty: everything outside of the inventory's outlines.</source>
            <translation>Polígonos que con seguridad no se mueven: roca madre, morrenas antiguas, prados con textura; no nieve, hielo, agua, derrubios ni sombra. Vacío: todo lo que queda fuera de los contornos del inventario.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Second (younger) image</source>
            <translation>Segunda imagen (más reciente)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Side of the square that is compared. Larger windows match more surely, smaller ones show more detail; 24 to 64 pixels are usual. 0: 25 m, but at least 24 and at most 64 pixels.</source>
            <translation>Lado del cuadrado que se compara. Las ventanas grandes dan coincidencias más seguras; las pequeñas muestran más detalle; lo habitual es de 24 a 64 píxeles. 0: 25 m, pero al menos 24 y como máximo 64 píxeles.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Stable ground</source>
            <translation>Terreno estable</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Step (metres; 0 = a quarter of the window)</source>
            <translation>Paso (metros; 0 = un cuarto de la ventana)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>The same place later, from the same kind of sensor and in the same season and light if possible. It is warped to the pixels of the first where it has others.</source>
            <translation>El mismo lugar en una fecha posterior, a ser posible con el mismo tipo de sensor y en la misma estación y con la misma luz. Se reproyecta a los píxeles de la primera cuando los suyos son distintos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Threshold of the normalised median test; 2 is strict, 0 means no test.</source>
            <translation>Umbral de la prueba de la mediana normalizada; 2 es estricto, 0 significa sin prueba.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Velocity (m/yr)</source>
            <translation>Velocidad (m/yr)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>What is correlated</source>
            <translation>Qué se correlaciona</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>What the rasters show</source>
            <translation>Qué muestran los rásteres</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>Window (metres; 0 = by the resolution)</source>
            <translation>Ventana (metros; 0 = según la resolución)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>first</source>
            <translation>primera</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>image: grey values or colours. dem: elevations in metres; their relief is shaded from the north-west first.</source>
            <translation>image: valores de gris o colores. dem: elevaciones en metros; antes se sombrea su relieve desde el noroeste.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>intensity: grey values; best with the same light. orientation: only the directions in which they change (Fitch et al. 2002), which survive other light, shadows and contrast but are noisier.</source>
            <translation>intensity: valores de gris; lo mejor con la misma luz. orientation: solo las direcciones en que cambian (Fitch et al. 2002), que resisten otra luz, sombras y contraste, pero tienen más ruido.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>second</source>
            <translation>segunda</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trackparameters.py" />
            <source>shift: the median is taken off. plane: also a ramp across the images, where stable ground lies around the rock glaciers. none: the images fit; only the error is estimated.</source>
            <translation>shift: se resta la mediana. plane: además, una rampa a través de las imágenes, cuando hay terreno estable alrededor de los glaciares rocosos. none: las imágenes encajan; solo se estima el error.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>&lt;b&gt;compact&lt;/b&gt;: 2.8 million parameters, made for processors and few samples. &lt;b&gt;xception71&lt;/b&gt;: DeepLabv3+ with Xception-71 and 43 million parameters, the network of Hu et al. (2023) and TPRoGI; for a GPU, many samples, and INITIAL_WEIGHTS.</source>
            <translation>&lt;b&gt;compact&lt;/b&gt;: 2.8 millones de parámetros, hecha para procesadores y pocas muestras. &lt;b&gt;xception71&lt;/b&gt;: DeepLabv3+ con Xception-71 y 43 millones de parámetros, la red de Hu et al. (2023) y TPRoGI; para una GPU, muchas muestras e INITIAL_WEIGHTS.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>&lt;p&gt;Training runs in a process of its own, so QGIS stays usable. Progress and the figures on the held-out places appear after each epoch; in the desktop a small window draws the curves. Cancelling keeps the best model so far. A run that was interrupted goes on from its last epoch when started again with the same settings and model file: its checkpoint lies in the folder &lt;i&gt;model name&lt;/i&gt;.training beside the model until the run is complete.&lt;/p&gt;&lt;p&gt;The model file says which channels and resolution it needs, its calibrated threshold, what it was trained with, and how well it did on places that it never saw. Trust only figures of a split by place: a random split lets the network see the same ground on both sides.&lt;/p&gt;&lt;p&gt;On a processor expect hours for a useful network, on a GPU minutes. Training needs the Python packages torch, onnx, onnxscript and onnxruntime.&lt;/p&gt;</source>
            <translation>&lt;p&gt;El entrenamiento se ejecuta en un proceso propio, de modo que QGIS sigue siendo utilizable. El progreso y las cifras en los lugares reservados aparecen después de cada época; en el escritorio, una pequeña ventana dibuja las curvas. Al cancelar se conserva el mejor modelo hasta ese momento. Una ejecución interrumpida continúa desde su última época cuando se inicia de nuevo con los mismos ajustes y el mismo archivo de modelo: su punto de control está en la carpeta &lt;i&gt;nombre del modelo&lt;/i&gt;.training junto al modelo hasta que la ejecución está completa.&lt;/p&gt;&lt;p&gt;El archivo del modelo indica qué canales y qué resolución necesita, su umbral calibrado, con qué se entrenó y cómo se comportó en lugares que nunca vio. Confíe solo en cifras de una división por lugares: una división aleatoria deja que la red vea el mismo terreno en ambos lados.&lt;/p&gt;&lt;p&gt;En un procesador, cuente con horas para una red útil; en una GPU, con minutos. El entrenamiento necesita los paquetes de Python torch, onnx, onnxscript y onnxruntime.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>A second file, &lt;i&gt;name&lt;/i&gt;_deepness.onnx, that takes red, green and blue and scales each tile by itself: not the same heatmap, see the user guide.</source>
            <translation>Un segundo archivo, &lt;i&gt;nombre&lt;/i&gt;_deepness.onnx, que recibe rojo, verde y azul y escala cada tesela por sí misma: no da el mismo mapa de probabilidad, véase la guía del usuario.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>A second file, &lt;i&gt;name&lt;/i&gt;_fp16.onnx, half as large and faster on a GPU.</source>
            <translation>Un segundo archivo, &lt;i&gt;nombre&lt;/i&gt;_fp16.onnx, la mitad de grande y más rápido en una GPU.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Also write a 16-bit model for GPUs</source>
            <translation>Escribir también un modelo de 16 bits para GPU</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Also write a model for the plugin Deepness</source>
            <translation>Escribir también un modelo para el complemento Deepness</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Augmentation</source>
            <translation>Aumento de datos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Average precision on held-out places</source>
            <translation>Precisión promedio en lugares reservados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>Batch size (crops per step)</source>
            <translation>Tamaño de lote (recortes por paso)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Crops per epoch</source>
            <translation>Recortes por época</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>Curves, figures for each held-out place with their intervals, reliability, and the worst and best patches as pictures.</source>
            <translation>Curvas, cifras de cada lugar reservado con sus intervalos, fiabilidad, y los peores y mejores parches como imágenes.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Empty: one for each training patch, at least 200.</source>
            <translation>Vacío: uno por cada parche de entrenamiento, al menos 200.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Epochs (at most)</source>
            <translation>Épocas (como máximo)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Epochs done</source>
            <translation>Épocas realizadas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>F1 on held-out places</source>
            <translation>F1 en lugares reservados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Go on with an interrupted run</source>
            <translation>Continuar una ejecución interrumpida</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Hu et al. (2023) used 8. Less needs less memory.</source>
            <translation>Hu et al. (2023) usaron 8. Con menos se necesita menos memoria.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Initial weights</source>
            <translation>Pesos iniciales</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Interpreter of the same version as QGIS's Python. Empty: found by itself.</source>
            <translation>Intérprete de la misma versión que el Python de QGIS. Vacío: se busca automáticamente.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <source>IoU on held-out places</source>
            <translation>IoU en lugares reservados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>It falls to 0 by the polynomial policy of DeepLab. Empty: 0.002 for the compact network (AdamW), 0.007 for Xception-71 (stochastic gradient descent with momentum 0.9, as in the papers); a tenth of that when INITIAL_WEIGHTS is a model that was trained already.</source>
            <translation>Desciende a 0 según la política polinómica de DeepLab. Vacío: 0.002 para la red compacta (AdamW), 0.007 para Xception-71 (descenso de gradiente estocástico con momento 0.9, como en las publicaciones); una décima parte cuando INITIAL_WEIGHTS es un modelo ya entrenado.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Learning rate at the start</source>
            <translation>Tasa de aprendizaje inicial</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Log</source>
            <translation>Registro</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>Network</source>
            <translation>Red</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Off: start anew and discard what an interrupted run left beside the model.</source>
            <translation>Desactivado: empezar de nuevo y descartar lo que una ejecución interrumpida dejó junto al modelo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>On a processor, the same seed gives the same model.</source>
            <translation>En un procesador, la misma semilla da el mismo modelo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>One row an epoch: learning rate, losses, and IoU, precision, recall, F1 and average precision on the held-out places.</source>
            <translation>Una fila por época: tasa de aprendizaje, pérdidas, e IoU, precisión, exhaustividad, F1 y precisión promedio en los lugares reservados.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Only for xception71: finer outlines at three times the work, as the papers did. Training is at output stride 16 either way.</source>
            <translation>Solo para xception71: contornos más finos con el triple de trabajo, como hicieron las publicaciones. El entrenamiento se hace en cualquier caso con paso de salida (output stride) 16.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Output of &lt;i&gt;Export training patches&lt;/i&gt;. Several folders, separated by semicolons, train together; they may differ in their channels, but not in their resolution.</source>
            <translation>Salida de &lt;i&gt;Exportar parches de entrenamiento&lt;/i&gt;. Varias carpetas, separadas por punto y coma, entrenan juntas; pueden diferir en sus canales, pero no en su resolución.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>PATCHES: choose a folder of exported patches.</source>
            <translation>PATCHES: elija una carpeta de parches exportados.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Patches (folder; several separated by ;)</source>
            <translation>Parches (carpeta; varias separadas por ;)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Patience (epochs)</source>
            <translation>Paciencia (épocas)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Pixels so near to an outline do not count in the loss. For outlines that were drawn coarsely.</source>
            <translation>Los píxeles a esta distancia o menos de un contorno no cuentan en la pérdida. Para contornos trazados con poco detalle.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Predict with output stride 8</source>
            <translation>Predecir con paso de salida (output stride) 8</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Python for the training</source>
            <translation>Python para el entrenamiento</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Random changes to the crops, so that few patches teach more. Only the optical channels change in brightness, contrast, blur and noise; aspect-like channels turn with the image. &lt;b&gt;channels&lt;/b&gt; leaves out coherence, DEM or infrared at random, so that the model works without them.</source>
            <translation>Cambios aleatorios en los recortes, para que pocos parches enseñen más. Solo los canales ópticos cambian de brillo, contraste, desenfoque y ruido; los canales de orientación giran con la imagen. &lt;b&gt;channels&lt;/b&gt; omite al azar la coherencia, el MDE o el infrarrojo, para que el modelo funcione sin ellos.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Random crops of this size are cut from the patches; a multiple of 16. Empty: 192 for the compact network, 480 for Xception-71, but no more than the patches have.</source>
            <translation>De los parches se extraen recortes aleatorios de este tamaño; un múltiplo de 16. Vacío: 192 para la red compacta, 480 para Xception-71, pero no más de lo que miden los parches.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <source>Reports (*.html)</source>
            <translation>Informes (*.html)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Rim of the outlines that is not learnt (pixels)</source>
            <translation>Borde de los contornos que no se aprende (píxeles)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Rounds over the training patches. Training ends earlier when the target is reached, or when nothing gets better.</source>
            <translation>Pasadas por los parches de entrenamiento. El entrenamiento termina antes cuando se alcanza el objetivo, o cuando ya no mejora nada.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Side of the crops (pixels)</source>
            <translation>Lado de los recortes (píxeles)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Start from these and not from random ones: an ONNX model that this plugin trained, or published weights of Xception-71 (timm's xception71, as .safetensors). Weights for red, green, blue are adapted to the channels of the patches.</source>
            <translation>Empezar con estos y no con pesos aleatorios: un modelo ONNX entrenado con este complemento, o pesos publicados de Xception-71 (xception71 de timm, como .safetensors). Los pesos para rojo, verde y azul se adaptan a los canales de los parches.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>Target IoU (0 to 1)</source>
            <translation>IoU objetivo (0 a 1)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>The trained network, with its description inside.</source>
            <translation>La red entrenada, con su descripción incluida.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Train network</source>
            <translation>Entrenar red</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Training ends when the IoU has not grown for so many epochs. 0: never for that.</source>
            <translation>El entrenamiento termina cuando el IoU no ha aumentado durante tantas épocas. 0: nunca por este motivo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Training ends when the intersection over union of the class rock glacier, on the held-out places, reaches this. The papers went on until 0.80, on random splits, where it is much easier to reach.</source>
            <translation>El entrenamiento termina cuando la intersección sobre unión de la clase glaciar rocoso, en los lugares reservados, alcanza este valor. Las publicaciones continuaron hasta 0.80, con divisiones aleatorias, con las que es mucho más fácil de alcanzar.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Trains a network with exported patches, checks it on the places that were held out, and writes it as an ONNX model that &lt;i&gt;Predict heatmap&lt;/i&gt; takes.</source>
            <translation>Entrena una red con parches exportados, la comprueba en los lugares reservados y la escribe como un modelo ONNX que admite &lt;i&gt;Predecir mapa de probabilidad&lt;/i&gt;.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>Weights (*.onnx *.safetensors *.pt *.pth)</source>
            <translation>Pesos (*.onnx *.safetensors *.pt *.pth)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>auto: an NVIDIA GPU where PyTorch finds one, else the processor.</source>
            <translation>auto: una GPU de NVIDIA cuando PyTorch encuentra una; si no, el procesador.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainmodel.py" />
            <source>failed</source>
            <translation>el entrenamiento falló</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <source>&lt;p&gt;This is the loop of Hu et al. (2023) and TPRoGI in one step. Each round is the graphical model &lt;i&gt;Training round&lt;/i&gt;, which you can open, change and run by itself. Use it only where your inventory is complete: a rock glacier that it lacks becomes a negative. Where it is not, review the candidates, and use &lt;i&gt;Turn wrong finds into negatives&lt;/i&gt; with the review field.&lt;/p&gt;&lt;p&gt;The held-out places are the same in all rounds, so no round learns what the last one was judged by. Negatives on held-out places make the judgement harder: the figures of later rounds are not easier to reach than those of earlier ones.&lt;/p&gt;</source>
            <translation>&lt;p&gt;Es el ciclo de Hu et al. (2023) y TPRoGI en un solo paso. Cada ronda es el modelo gráfico &lt;i&gt;Ronda de entrenamiento&lt;/i&gt;, que puede abrir, modificar y ejecutar por separado. Úselo solo donde su inventario sea completo: un glaciar rocoso que le falte se convierte en negativo. Donde no lo sea, revise los candidatos y use &lt;i&gt;Convertir hallazgos falsos en negativos&lt;/i&gt; con el campo de revisión.&lt;/p&gt;&lt;p&gt;Los lugares reservados son los mismos en todas las rondas, de modo que ninguna ronda aprende aquello con lo que se juzgó la anterior. Los negativos en lugares reservados hacen más exigente el juicio: las cifras de las rondas posteriores no son más fáciles de alcanzar que las de las anteriores.&lt;/p&gt;</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <source>All negatives that were used, to look at and to begin with the next time.</source>
            <translation>Todos los negativos que se usaron, para examinarlos y para empezar con ellos la próxima vez.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>As in &lt;i&gt;Export training patches&lt;/i&gt;.</source>
            <translation>Como en &lt;i&gt;Exportar parches de entrenamiento&lt;/i&gt;.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>As in &lt;i&gt;Train network&lt;/i&gt;.</source>
            <translation>Como en &lt;i&gt;Entrenar red&lt;/i&gt;.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <source>As in &lt;i&gt;Train network&lt;/i&gt;. It must be that of the model to begin with.</source>
            <translation>Como en &lt;i&gt;Entrenar red&lt;/i&gt;. Debe ser la del modelo con el que se empieza.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>Context around polygons (metres)</source>
            <translation>Contexto alrededor de los polígonos (metros)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>Epochs a round (at most)</source>
            <translation>Épocas por ronda (como máximo)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>Held out by place, the same places in every round.</source>
            <translation>Reservados por lugar; los mismos lugares en cada ronda.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>Held-out share of the rock glaciers (0 to 1)</source>
            <translation>Proporción reservada de los glaciares rocosos (0 a 1)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <source>It maps the stack in the first round, and its weights are where training starts. Empty: the shipped starter model.</source>
            <translation>Cartografía la pila en la primera ronda, y el entrenamiento parte de sus pesos. Vacío: el modelo inicial incluido.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>Less needs less memory.</source>
            <translation>Con menos se necesita menos memoria.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <source>Maps the stack, turns what it finds beside your rock glaciers into negatives, exports patches, trains, and begins again with the new network, until the target IoU is reached.</source>
            <translation>Cartografía la pila, convierte en negativos lo que halla fuera de los glaciares rocosos conocidos, exporta parches, entrena y empieza de nuevo con la nueva red, hasta alcanzar el IoU objetivo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>Model to begin with</source>
            <translation>Modelo con el que se empieza</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <source>Negatives to begin with</source>
            <translation>Negativos con los que se empieza</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>No further round starts once the IoU on the held-out places has reached this; the papers went on until 0.80.</source>
            <translation>No se inicia otra ronda una vez que el IoU en los lugares reservados ha alcanzado este valor; las publicaciones continuaron hasta 0.80.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>Of split and training, the same in all rounds.</source>
            <translation>De la división y el entrenamiento, la misma en todas las rondas.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <source>Of the last round, see &lt;i&gt;Train network&lt;/i&gt;.</source>
            <translation>De la última ronda, véase &lt;i&gt;Entrenar red&lt;/i&gt;.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <source>Output of &lt;i&gt;Prepare image stack&lt;/i&gt;, of the area in which the inventory is complete.</source>
            <translation>Salida de &lt;i&gt;Preparar pila de imágenes&lt;/i&gt;, del área en la que el inventario está completo.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>Overlap of the patches (pixels)</source>
            <translation>Solapamiento de los parches (píxeles)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <source>Polygons on confusing places that hold no rock glacier.</source>
            <translation>Polígonos en lugares engañosos que no contienen ningún glaciar rocoso.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <source>Precision on held-out places</source>
            <translation>Precisión en lugares reservados</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <source>Round {number}</source>
            <translation>Ronda {number}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <source>Round {number}: IoU {iou:.3f}, precision {precision:.3f}</source>
            <translation>Ronda {number}: IoU {iou:.3f}, precisión {precision:.3f}</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <source>Rounds (at most)</source>
            <translation>Rondas (como máximo)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <source>Rounds done</source>
            <translation>Rondas realizadas</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>Side of the patches (pixels)</source>
            <translation>Lado de los parches (píxeles)</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>Surroundings of each polygon that become patches; the papers used 1500 m.</source>
            <translation>Entorno de cada polígono que pasa a los parches; las publicaciones usaron 1500 m.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <location filename="../../resources/models/training_round.model3" />
            <source>The complete inventory of that area.</source>
            <translation>El inventario completo de esa área.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <source>The network of the last round.</source>
            <translation>La red de la última ronda.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <source>The papers needed several.</source>
            <translation>Las publicaciones necesitaron varias.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/trainrounds.py" />
            <source>Train in rounds with wrong finds</source>
            <translation>Entrenar por rondas con hallazgos falsos</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/validationinputs.py" />
            <source>Field of the regions with their names. Empty: the first field with texts, else the numbers of the features.</source>
            <translation>Campo de las regiones con sus nombres. Vacío: el primer campo con textos; si no lo hay, los números de los objetos espaciales.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/validationinputs.py" />
            <source>Name of the region</source>
            <translation>Nombre de la región</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/validationinputs.py" />
            <source>REGIONS: the layer has no polygons. Choose another one.</source>
            <translation>REGIONS: la capa no tiene polígonos. Elija otra.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/validationinputs.py" />
            <source>{name}: the layer has no CRS. Set it in the layer properties.</source>
            <translation>{name}: la capa no tiene SRC. Defínalo en las propiedades de la capa.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/validationinputs.py" />
            <source>{name}: the layer has no polygons. Choose another one.</source>
            <translation>{name}: la capa no tiene polígonos. Elija otra.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/validationinputs.py" />
            <source>{name}: {count} features without geometry were ignored.</source>
            <translation>{name}: se ignoraron {count} objetos espaciales sin geometría.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/validationinputs.py" />
            <source>{name}: {count} restricted or removed outlines were left out.</source>
            <translation>{name}: se omitieron {count} contornos restringidos o eliminados.</translation>
        </message>
        <message>
            <location filename="../../rock_glacier_mapper/processing/validationinputs.py" />
            <source>{text} Any CRS. Polygons with the same name are one region.</source>
            <translation>{text} Cualquier SRC. Los polígonos con el mismo nombre forman una región.</translation>
        </message>
    </context>
</TS>
